"""GraphQL over HTTP, server-sent events and WebSocket, with its limits and its error forms."""

import asyncio

import strawberry
from starlette.routing import BaseRoute, Route, WebSocketRoute

from server.graphql.authentication import Authenticate
from server.graphql.engine import Engine
from server.graphql.http import GraphQLOverHTTP
from server.graphql.websocket import GraphQLOverWebSocket
from server.graphql.wiring import Wiring
from services.container import Services
from settings import Settings

__all__ = ["graphql_routes"]


def graphql_routes(
    schema: strawberry.Schema,
    *,
    settings: Settings,
    services: Services,
    authenticate: Authenticate,
    stopping: asyncio.Event,
) -> list[BaseRoute]:
    """The routes of /graphql for a schema. `authenticate` is `services.identity.authenticate` but in some tests.

    `stopping` is set when the process was asked to end; streams that are silent then are ended.
    """
    wiring = Wiring(
        engine=Engine(schema, settings),
        settings=settings,
        services=services,
        authenticate=authenticate,
        stopping=stopping,
    )
    return [
        Route("/graphql", GraphQLOverHTTP(wiring)),
        WebSocketRoute("/graphql", GraphQLOverWebSocket(wiring)),
    ]
