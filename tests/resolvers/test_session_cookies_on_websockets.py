"""Sessions in cookies over WebSocket, to which browsers apply no CORS and attach cookies by themselves."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import uvicorn
from starlette.applications import Starlette
from websockets.exceptions import InvalidStatus

from database.setup import Database
from server.graphql import graphql_routes
from services.container import Services
from services.identity.account import SignedIn
from settings import Settings
from tests.server.graphql.test_websocket import opened
from tests.support.graphql import PASSWORD
from tests.support.ports import free_port
from tests.support.schema import whole_schema

IN_COOKIES = {"X-Tokentill-Session": "cookie"}
LISTED = "https://shop.example"


@pytest.fixture
async def server(services: Services, settings: Settings, database: Database) -> AsyncIterator[str]:
    """A real port: its host and port."""
    for name in ("users", "sessions"):
        await database[name].delete_many({})
    identity = services.identity
    identity.sessions._watch._pause = 0.05
    routes = graphql_routes(
        whole_schema(),
        settings=settings.model_copy(update={"allowed_origins": [LISTED]}),
        services=services,
        authenticate=identity.authenticate,
        endings=identity.endings,
        stopping=asyncio.Event(),
    )
    port = free_port()
    config = uvicorn.Config(
        Starlette(routes=routes), port=port, log_level="warning", lifespan="off", ws="websockets-sansio"
    )
    process = uvicorn.Server(config)
    serving = asyncio.create_task(process.serve())
    while not process.started:  # noqa: ASYNC110 - uvicorn offers no event to wait for
        await asyncio.sleep(0.01)
    yield f"127.0.0.1:{port}"
    process.should_exit = True
    await serving


@pytest.fixture
async def ada(services: Services, server: str) -> SignedIn:
    return await services.identity.register("ada@example.com", PASSWORD, "Ada")


def cookies(ada: SignedIn) -> dict[str, str]:
    return {"Cookie": f"tokentill_access={ada.access_token}; tokentill_refresh={ada.refresh_token}"}


async def test_a_page_of_ours_asks_for_them_and_they_end_with_the_session(
    server: str, ada: SignedIn, services: Services
) -> None:
    async with opened(server, origin=f"http://{server}", additional_headers=cookies(ada)) as socket:
        await socket.introduce(IN_COOKIES)
        await socket.subscribe("{ me { email } }")
        answer = await socket.receive()
        assert answer["payload"] == {"data": {"me": {"email": "ada@example.com"}}}
        assert (await socket.receive())["type"] == "complete"
        for field in ("refreshSession(input: {})", "logout(input: {})"):
            await socket.subscribe(f"mutation {{ {field} {{ ... on UserError {{ code }} }} }}")
            ((refused,),) = [(await socket.receive())["payload"]["data"].values()]
            assert refused == {"code": "COOKIES_NEED_HTTP"}
            await socket.receive()
        await services.identity.sessions.end_all(ada.account.id, reason="test")
        assert await socket.closed() == (4403, "UNAUTHENTICATED")


async def test_without_asking_they_are_not_read(server: str, ada: SignedIn) -> None:
    async with opened(server, origin=f"http://{server}", additional_headers=cookies(ada)) as socket:
        await socket.introduce()
        await socket.subscribe("{ me { email } }")
        answer = await socket.receive()
        assert answer["payload"]["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_a_page_of_another_site_cannot_have_them(server: str, ada: SignedIn) -> None:
    with pytest.raises(InvalidStatus, match="403"):
        async with opened(server, origin="https://evil.example", additional_headers=cookies(ada)):
            pass
    for origin in (LISTED, None):  # may connect, with a token of its own
        async with opened(server, origin=origin, additional_headers=cookies(ada)) as socket:
            await socket.send(type="connection_init", payload=IN_COOKIES)
            assert await socket.closed() == (4403, "CROSS_SITE_REQUEST")


async def test_what_is_no_good_session_is_told_at_once(server: str, ada: SignedIn, services: Services) -> None:
    await services.identity.logout(ada.refresh_token)
    bearer = {"Authorization": f"Bearer {ada.access_token}"}
    for headers, payload, code in (
        (cookies(ada), IN_COOKIES, "UNAUTHENTICATED"),
        ({}, IN_COOKIES, "UNAUTHENTICATED"),
        (cookies(ada), IN_COOKIES | bearer, "BAD_REQUEST"),
        (cookies(ada), {"X-Tokentill-Session": True}, "BAD_REQUEST"),
    ):
        async with opened(server, origin=f"http://{server}", additional_headers=headers) as socket:
            await socket.send(type="connection_init", payload=payload)
            assert await socket.closed() == (4403, code)
