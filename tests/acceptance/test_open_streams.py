"""Subscriptions that are open when their session ends, their user is suspended, or their token runs out (E3)."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import httpx
import jwt
import pytest
from httpx_sse import EventSource, aconnect_sse
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from database.setup import Database
from models.ids import new_id
from models.user import Role
from services.clock import system_clock
from services.identity.access_tokens import AccessTokens
from services.identity.signing_keys import SigningKeys
from services.identity.viewer import Viewer
from settings import Settings
from tests.acceptance.operations import OPERATIONS
from tests.support.buyer import balance, eventually
from tests.support.graphql import GraphQLClient
from tests.support.server import LiveServer

SECRET = "a test secret of more than 32 characters"
ENDS_WITHIN_SECONDS = 5
ESSAY = """subscription Essay($key: String!) {
  chatStream(input: { message: "Write", modelId: "offline/essay", idempotencyKey: $key }) {
    __typename ... on UserError { code }
  }
}"""


@pytest.fixture(scope="module")
def server(
    mongodb_uri: str, settings: Settings, database: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LiveServer]:
    """A server whose database the test can reach."""
    environment = {"MONGODB_URI": mongodb_uri, "MONGODB_DATABASE": settings.mongodb_database, "JWT_SECRET": SECRET}
    server = LiveServer(tmp_path_factory.mktemp("streams"), env=environment)
    server.start()
    yield server
    server.stop()


class Ada(GraphQLClient):
    """A user, with both tokens and the session's parts."""

    session: dict[str, Any]

    async def sign_up(self) -> None:
        self.session = await self.register(f"{new_id('ada')}@example.com")

    async def sign_out(self) -> None:
        await self.execute(OPERATIONS["Logout"], {"refreshToken": self.session["refreshToken"]})

    def short_token(self, seconds: int) -> str:
        """An access token of the session that lives so long."""
        claims = jwt.decode(self.session["accessToken"], options={"verify_signature": False})
        tokens = AccessTokens(
            keys=SigningKeys(SECRET, token_seconds=seconds, clock=system_clock),
            issuer=claims["iss"],
            audience=claims["aud"],
            life_seconds=seconds,
            clock=system_clock,
        )
        return tokens.issue(
            Viewer(user_id=claims["sub"], wallet_id=claims["wal"], role=Role.USER, session_id=claims["sid"])
        ).text


@pytest.fixture
async def ada(server: LiveServer):
    async with Ada(server.graphql_url) as client:
        await client.sign_up()
        yield client


async def suspend(database: Database, ada: Ada) -> None:
    user_id = ada.session["user"]["id"]
    changed = await database["users"].update_one({"_id": user_id}, {"$set": {"status": "suspended"}})
    assert changed.modified_count == 1


@asynccontextmanager
async def socket(server: LiveServer, token: str | None) -> AsyncIterator[ClientConnection]:
    async with connect(server.websocket_url, subprotocols=["graphql-transport-ws"]) as socket:  # type: ignore[list-item]
        payload = {"Authorization": f"Bearer {token}"}
        await socket.send(json.dumps({"type": "connection_init", "payload": payload}))
        assert json.loads(await socket.recv())["type"] == "connection_ack"
        yield socket


async def subscribe(socket: ClientConnection, name: str, document: str, **variables: str) -> dict[str, Any]:
    """Starts a subscription; its first message."""
    payload = {"query": document, "variables": variables}
    await socket.send(json.dumps({"id": name, "type": "subscribe", "payload": payload}))
    while (message := json.loads(await socket.recv()))["id"] != name:
        pass
    assert message["type"] == "next"
    return message


async def errors_until_closed(socket: ClientConnection) -> tuple[dict[str, str], int | None, str | None]:
    """The code with which each operation ended, then the close code and its reason."""
    ended = {}
    async with asyncio.timeout(ENDS_WITHIN_SECONDS):
        while socket.close_code is None:
            with suppress(ConnectionClosed):
                message = json.loads(await socket.recv())
                if message["type"] == "error":
                    ended[message["id"]] = message["payload"][0]["extensions"]["code"]
    return ended, socket.close_code, socket.close_reason


@asynccontextmanager
async def event_stream(
    server: LiveServer, token: str | None, document: str, **variables: str
) -> AsyncIterator[EventSource]:
    headers = {"authorization": f"Bearer {token}"}
    body = {"query": document, "variables": variables}
    async with (
        httpx.AsyncClient(timeout=30) as client,
        aconnect_sse(client, "POST", server.graphql_url, json=body, headers=headers) as source,
    ):
        yield source


async def charged(database: Database, ada: Ada) -> dict[str, Any]:
    """The user's one generation once it is over."""
    user_id = ada.session["user"]["id"]

    async def generations() -> list[dict[str, Any]]:
        return await database["generations"].find({"user_id": user_id}).to_list()

    (found,) = await eventually(generations, lambda found: bool(found) and found[0]["status"] == "done")
    return found


@pytest.mark.parametrize(("how", "code"), [("logout", "UNAUTHENTICATED"), ("suspension", "ACCOUNT_SUSPENDED")])
async def test_a_socket_ends_with_its_session(server, database, ada, how, code):
    async with socket(server, ada.token) as open_socket:
        await subscribe(open_socket, "balance", OPERATIONS["BalanceChanged"])
        await subscribe(open_socket, "conversations", OPERATIONS["ConversationChanged"])
        await subscribe(open_socket, "chat", ESSAY, key="essay")
        await (ada.sign_out() if how == "logout" else suspend(database, ada))
        ended, close_code, reason = await errors_until_closed(open_socket)
    if how == "suspension":
        ended.setdefault("chat", code)  # the reply may have been stopped, and told as completed, just before
    assert ended == {"balance": code, "conversations": code, "chat": code}
    assert (close_code, reason) == (4403, code)


@pytest.mark.parametrize(("how", "code"), [("logout", "UNAUTHENTICATED"), ("suspension", "ACCOUNT_SUSPENDED")])
async def test_server_sent_events_end_with_their_session(server, database, ada, how, code):
    async with event_stream(server, ada.token, OPERATIONS["BalanceChanged"]) as source:
        events = source.aiter_sse()
        assert "errors" not in json.loads((await anext(events)).data)
        await (ada.sign_out() if how == "logout" else suspend(database, ada))
        async with asyncio.timeout(ENDS_WITHIN_SECONDS):
            last, complete = [event async for event in events]
    assert json.loads(last.data)["errors"][0]["extensions"]["code"] == code
    assert complete.event == "complete"


async def test_what_an_api_key_has_open_ends_with_its_users_suspension(server, database, ada):
    asked = {"name": "Watcher", "scopes": ["READ"], "expiresAt": None, "key": None}
    key = (await ada.execute(OPERATIONS["CreateApiKey"], asked))["createApiKey"]["token"]
    async with (
        socket(server, key) as open_socket,
        event_stream(server, key, OPERATIONS["BalanceChanged"]) as source,
        Ada(server.graphql_url, token=key) as program,
    ):
        events = source.aiter_sse()
        assert "errors" not in json.loads((await anext(events)).data)
        await subscribe(open_socket, "balance", OPERATIONS["BalanceChanged"])
        await suspend(database, ada)
        assert (await program.send(OPERATIONS["Balance"])).status_code == 401
        code = "ACCOUNT_SUSPENDED"
        assert await errors_until_closed(open_socket) == ({"balance": code}, 4403, code)
        async with asyncio.timeout(ENDS_WITHIN_SECONDS):
            last, _ = [event async for event in events]
    assert json.loads(last.data)["errors"][0]["extensions"]["code"] == code


@pytest.mark.parametrize("watched", [True, False])
async def test_a_suspended_users_reply_stops_and_is_charged(server, database, ada, watched):
    async with socket(server, ada.token) as open_socket:
        await subscribe(open_socket, "chat", ESSAY, key="essay")
        if watched:
            await asyncio.sleep(1)
            await suspend(database, ada)
            await errors_until_closed(open_socket)
    if not watched:
        await suspend(database, ada)
    since = time.monotonic()
    generation = await charged(database, ada)
    assert time.monotonic() - since < ENDS_WITHIN_SECONDS
    assert generation["result"]["finish_reason"] == "cancelled"
    wallet = generation["wallet_id"]
    settled = await database["ledger_entries"].find_one({"wallet": wallet, "kind": "settle"})
    assert settled is not None
    assert 0 < generation["result"]["usage"]["cost"] < generation["held"]


async def test_a_suspended_person_may_do_nothing_with_what_is_shared_with_them(server, database, ada):
    async with Ada(server.graphql_url) as bob:
        await bob.sign_up()
        made = (await ada.execute(OPERATIONS["CreateConversation"], {"title": "Ours"}))["createConversation"]
        asked = {"conversation": made["id"], "access": "WRITE", "key": "key"}
        offered = (await ada.execute(OPERATIONS["ShareConversation"], asked))["shareConversation"]
        accepted = await bob.execute(OPERATIONS["AcceptShare"], {"invitation": offered["invitation"]})
        assert accepted["acceptShare"]["id"] == made["id"]
        await suspend(database, bob)
        await eventually(lambda: bob.send(OPERATIONS["Me"]), lambda answer: answer.status_code == 401)
        for operation, variables in (
            ("Conversation", {"id": made["id"]}),
            ("Messages", {"conversation": made["id"], "first": 5}),
            ("RegenerateReply", {"reply": "msg_1", "key": "key"}),
            ("ShowBranch", {"message": "msg_1"}),
            ("LeaveConversation", {"conversation": made["id"]}),
        ):
            assert (await bob.send(OPERATIONS[operation], variables)).status_code == 401


async def test_after_a_logout_the_reply_is_finished_and_charged(server, database, ada):
    async with socket(server, ada.token) as open_socket:
        await subscribe(open_socket, "chat", ESSAY, key="essay")
        await ada.sign_out()
        await errors_until_closed(open_socket)
    generation = await charged(database, ada)
    assert generation["result"]["finish_reason"] in {"stop", "length"}


async def test_a_token_that_runs_out_ends_what_is_endless_and_no_reply(server, ada):
    token = ada.short_token(3)
    async with (
        socket(server, token) as open_socket,
        event_stream(server, token, OPERATIONS["BalanceChanged"]) as source,
    ):
        await subscribe(open_socket, "balance", OPERATIONS["BalanceChanged"])
        await subscribe(open_socket, "chat", ESSAY, key="essay")
        ended = {}
        async with asyncio.timeout(30):
            while len(ended) < 2:
                message = json.loads(await open_socket.recv())
                if message["type"] != "next":
                    ended[message["id"]] = message
        assert list(ended) == ["balance", "chat"]
        assert ended["balance"]["type"] == "error"
        assert ended["balance"]["payload"][0]["extensions"]["code"] == "TOKEN_EXPIRED"
        assert ended["chat"]["type"] == "complete"
        events = [event async for event in source.aiter_sse()]
    assert json.loads(events[-2].data)["errors"][0]["extensions"]["code"] == "TOKEN_EXPIRED"
    assert events[-1].event == "complete"
    assert (await balance(ada))["held"] == "0"
