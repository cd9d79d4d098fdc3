"""GraphQL over HTTP, server-sent events and WebSocket, with its limits and its error forms."""

import asyncio

import strawberry
from starlette.routing import BaseRoute, Route, WebSocketRoute

from server.graphql.authentication import Authenticate, Endings, never_ending
from server.graphql.engine import Engine
from server.graphql.http import GraphQLOverHTTP
from server.graphql.rate_limiting import RateLimiting
from server.graphql.websocket import GraphQLOverWebSocket
from server.graphql.wiring import LanguageOfUser, Wiring, english
from services.container import Services
from services.rate_limits import RateLimits
from settings import Settings

__all__ = ["graphql_routes"]


def graphql_routes(
    schema: strawberry.Schema,
    *,
    settings: Settings,
    services: Services,
    authenticate: Authenticate,
    endings: Endings = never_ending,
    language_of_user: LanguageOfUser = english,
    stopping: asyncio.Event,
    limits: RateLimits | None = None,
) -> list[BaseRoute]:
    """The routes of /graphql for a schema.

    `authenticate` and `endings` are those of `services.identity`, and `language_of_user` is that of
    `services.languages`, but in some tests.
    `stopping` is set when the process was asked to end; streams that are silent then are ended.
    Without `limits` callers may ask as often as they like.
    """
    wiring = Wiring(
        engine=Engine(schema, settings),
        settings=settings,
        services=services,
        authenticate=authenticate,
        endings=endings,
        language_of_user=language_of_user,
        stopping=stopping,
        limiting=RateLimiting(limits),
    )
    return [
        Route("/graphql", GraphQLOverHTTP(wiring)),
        WebSocketRoute("/graphql", GraphQLOverWebSocket(wiring)),
    ]
