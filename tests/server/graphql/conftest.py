"""The example schema behind the real transports: in process, and on a real port."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import cast

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette

from models.user import Role
from server.graphql import graphql_routes
from services.container import Services
from services.errors import NotAuthenticatedError
from services.identity.viewer import Viewer
from settings import Settings
from tests.server.graphql.example import EXAMPLE, Record, record
from tests.support.ports import free_port

SETTINGS = Settings(data_dir="/nowhere", allowed_origins=["https://shop.example"])


valid_tokens = {"good"}
stopping = asyncio.Event()
"""Set by a test that shows what happens when the server has to end."""


async def authenticate(token: str) -> Viewer:
    """Knows the valid tokens, all of one user."""
    if token not in valid_tokens:
        raise NotAuthenticatedError
    return Viewer(user_id="usr_1", wallet_id="wal_1", role=Role.USER, session_id="ses_1")


def example_app(settings: Settings = SETTINGS) -> Starlette:
    """The example schema alone; its fields ask nothing of the services."""
    return Starlette(
        routes=graphql_routes(
            EXAMPLE,
            settings=settings,
            services=cast("Services", None),
            authenticate=authenticate,
            stopping=stopping,
        )
    )


MakeClient = Callable[..., httpx.AsyncClient]


@pytest.fixture
async def make_client() -> AsyncIterator[MakeClient]:
    """Clients of an in-process application; settings by name."""
    clients: list[httpx.AsyncClient] = []

    def make(**settings: object) -> httpx.AsyncClient:
        app = example_app(SETTINGS.model_copy(update=settings))
        client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app),
            base_url="http://test",
            headers={"accept": "application/graphql-response+json"},
        )
        clients.append(client)
        return client

    yield make
    for client in clients:
        await client.aclose()


@pytest.fixture
def client(make_client: MakeClient) -> httpx.AsyncClient:
    return make_client()


@pytest.fixture(scope="module")
async def server() -> AsyncIterator[str]:
    """The example on a real port: its host and port."""
    port = free_port()
    config = uvicorn.Config(
        example_app(), host="127.0.0.1", port=port, log_level="warning", lifespan="off", ws="websockets-sansio"
    )
    process = uvicorn.Server(config)
    serving = asyncio.create_task(process.serve())
    while not process.started:  # noqa: ASYNC110 - uvicorn offers no event to wait for
        await asyncio.sleep(0.01)
    yield f"127.0.0.1:{port}"
    process.should_exit = True
    await serving


@pytest.fixture(autouse=True)
def fresh_record() -> Record:
    record.added.clear()
    record.ended.clear()
    return record
