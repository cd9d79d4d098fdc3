"""Limits and bans as callers meet them: over HTTP, as events, and on WebSockets."""

import asyncio
from collections.abc import AsyncIterator, Callable
from types import TracebackType
from typing import Any, Self

import httpx
import orjson
import pytest
from starlette.applications import Starlette
from structlog.testing import capture_logs

from models.ban import SubjectKind
from models.user import User
from server.graphql.protocol import SUBPROTOCOL
from services.rate_limits.operations import GROUPS
from services.rate_limits.subject import Subject
from settings import Settings
from tests.support.graphql import GraphQLClient
from tests.support.schema import whole_schema

ANONYMOUS = 20
PLANS = "{ plans { id } }"
BALANCE = "{ balance { available } }"
Caller = Callable[[str], GraphQLClient]


@pytest.fixture(scope="module")
def settings(settings: Settings) -> Settings:
    few = {
        "rate_limit_enabled": True,
        "rate_limit_anonymous": f"{ANONYMOUS}/15 minutes",
        "rate_limit_user": "60/15 minutes",
        "rate_limit_connections": "2/15 minutes",
        "rate_limit_operations": {"sign_in": "3/15 minutes", "claim": "2/15 minutes"},
        "rate_limit_store": "mongodb",
        "rate_limit_store_timeout_ms": 5_000,  # a machine that is busy with other tests is not a store that is down
        "trusted_proxies": ["10.0.0.0/8"],
    }
    return settings.model_copy(update=few)


@pytest.fixture
async def caller(app: Starlette) -> AsyncIterator[Caller]:
    """Clients that call from an address."""
    clients: list[GraphQLClient] = []

    def make(address: str) -> GraphQLClient:
        clients.append(GraphQLClient("http://test/graphql", transport=httpx.ASGITransport(app, client=(address, 4711))))
        return clients[-1]

    yield make
    for client in clients:
        await client.close()


class Socket:
    """A WebSocket that reaches the application without a network."""

    def __init__(self, app: Starlette, address: str, headers: dict[str, str] | None = None) -> None:
        self._app = app
        self._scope = {
            "type": "websocket",
            "path": "/graphql",
            "raw_path": b"/graphql",
            "query_string": b"",
            "root_path": "",
            "scheme": "ws",
            "client": (address, 4711),
            "server": ("test", 80),
            "subprotocols": [SUBPROTOCOL],
            "headers": [(name.encode(), value.encode()) for name, value in (headers or {}).items()],
            "extensions": {"websocket.http.response": {}},
            "state": {},
        }
        self._to_app: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._from_app: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._app(self._scope, self._to_app.get, self._from_app.put))
        self._to_app.put_nowait({"type": "websocket.connect"})
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._to_app.put_nowait({"type": "websocket.disconnect", "code": 1000})
        await self._task

    async def raw(self) -> dict[str, Any]:
        """The next ASGI message of the application."""
        async with asyncio.timeout(30):
            return await self._from_app.get()

    async def init(self, token: str | None = None) -> dict[str, Any]:
        """Introduce the client; what comes back, a close included."""
        assert (await self.raw())["type"] == "websocket.accept"
        payload = {} if token is None else {"Authorization": f"Bearer {token}"}
        return await self._ask({"type": "connection_init", "payload": payload})

    async def run(self, query: str) -> dict[str, Any]:
        """Run an operation; its first message."""
        answer = await self._ask({"type": "subscribe", "id": "1", "payload": {"query": query}})
        if answer["type"] == "next":
            assert orjson.loads((await self.raw())["text"]) == {"type": "complete", "id": "1"}
        return answer

    async def _ask(self, message: dict[str, Any]) -> dict[str, Any]:
        self._to_app.put_nowait({"type": "websocket.receive", "text": orjson.dumps(message).decode()})
        answer = await self.raw()
        told: dict[str, Any] = orjson.loads(answer["text"]) if "text" in answer else answer
        return told


async def use_up(client: GraphQLClient) -> None:
    for _ in range(ANONYMOUS):
        await client.execute(PLANS)


async def test_the_request_after_the_last_is_refused_and_told_when_to_come_again(caller: Caller) -> None:
    client = caller("192.0.2.1")
    first = await client.send(PLANS)
    assert first.headers["ratelimit-policy"] == '"anonymous";q=20;w=900'
    assert first.headers["ratelimit"].startswith('"anonymous";r=19;t=')
    for _ in range(ANONYMOUS - 1):
        await client.execute(PLANS)
    refused = await client.send(PLANS)
    error = refused.json()["errors"][0]["extensions"]
    assert (refused.status_code, error["code"], error["retryable"]) == (429, "RATE_LIMITED", True)
    assert refused.headers["ratelimit"].startswith('"anonymous";r=0;t=')
    assert 45 <= int(refused.headers["retry-after"]) == error["retryAfterSeconds"] <= 945
    await caller("192.0.2.2").execute(PLANS)


async def test_a_body_that_comes_too_often_is_not_read(app: Starlette, caller: Caller) -> None:
    await use_up(caller("192.0.2.3"))

    async def body() -> AsyncIterator[bytes]:
        raise AssertionError("the body was read")
        yield b""

    transport = httpx.ASGITransport(app, client=("192.0.2.3", 4711))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
        refused = await http.post("/graphql", content=body(), headers={"content-type": "application/json"})
        assert refused.status_code == 429
        assert (await http.get("/nowhere")).json()["code"] == "RATE_LIMITED"
        assert (await http.get("/health")).status_code == 200
        assert (await http.post("/webhooks/stripe", content=b"{}")).status_code == 400


async def test_what_a_caller_writes_of_other_addresses_helps_it_not(app: Starlette, caller: Caller) -> None:
    liar = caller("192.0.2.4")
    for number in range(ANONYMOUS):
        liar.http.headers["x-forwarded-for"] = f"198.51.100.{number}"
        await liar.execute(PLANS)
    liar.http.headers["x-forwarded-for"] = "198.51.100.250"
    with capture_logs() as logs:
        assert [(await liar.send(PLANS)).status_code for _ in range(2)] == [429, 429]
    warned = [entry["client"] for entry in logs if entry["event"] == "forwarded_for_not_trusted"]
    assert warned == ["192.0.2.4"]  # once: it may be a proxy that is not listed
    through_proxy = caller("10.0.0.1")
    through_proxy.http.headers["x-forwarded-for"] = "198.51.100.250, 192.0.2.4"
    assert (await through_proxy.send(PLANS)).status_code == 429
    through_proxy.http.headers["x-forwarded-for"] = "192.0.2.4, 198.51.100.250"
    assert (await through_proxy.send(PLANS)).status_code == 200


async def test_a_user_is_counted_from_every_address_and_by_cost(caller: Caller) -> None:
    ada = caller("192.0.2.5")
    await ada.register("ada@limits.example")
    elsewhere = caller("192.0.2.6")
    elsewhere.token = ada.token
    assert (await ada.send(BALANCE)).headers["ratelimit"].startswith('"user";r=59;')
    costly = "{ usageHistory(first: 100) { edges { node { id kind } } } }"
    answer = await elsewhere.send(costly)
    units = -(-int(answer.headers["x-query-cost"]) // 200)
    assert units > 1
    assert answer.headers["ratelimit"].startswith(f'"user";r={59 - units};')


async def test_guessed_tokens_count_for_the_address(caller: Caller) -> None:
    guesser = caller("192.0.2.7")
    codes = []
    for number in range(ANONYMOUS + 2):
        guesser.token = f"guess-{number}"
        codes.append((await guesser.errors(BALANCE))[0]["extensions"]["code"])
    assert codes == ["UNAUTHENTICATED"] * ANONYMOUS + ["RATE_LIMITED"] * 2
    guesser.token = None
    assert (await guesser.send(PLANS)).status_code == 429


async def test_a_guessed_token_of_a_banned_address_is_refused_before_the_body_is_read(
    app: Starlette, caller: Caller
) -> None:
    dora = caller("192.0.2.16")
    await dora.register("dora@limits.example")
    banned = Subject(SubjectKind.ADDRESS, "192.0.2.16")
    await app.state.container.services.rate_limits._bans.ban(banned, "anonymous")
    await dora.execute(BALANCE)

    async def body() -> AsyncIterator[bytes]:
        raise AssertionError("the body was read")
        yield b""

    headers = {"content-type": "application/json", "authorization": "Bearer guess"}
    refused = await dora.http.post(dora.url, content=body(), headers=headers)
    assert (refused.status_code, refused.json()["errors"][0]["extensions"]["code"]) == (429, "TEMPORARILY_BANNED")


async def test_fifteen_sign_ins_in_one_request_are_fifteen(caller: Caller) -> None:
    fields = "".join(
        f'a{n}: login(input: {{ email: "x@limits.example", password: "wrong {n}" }}) {{ __typename }}' for n in range(4)
    )
    refused = await caller("192.0.2.8").send(f"mutation {{ {fields} }}")
    assert (refused.status_code, refused.json()["errors"][0]["extensions"]["code"]) == (429, "RATE_LIMITED")
    assert refused.headers["ratelimit-policy"] == '"sign_in";q=3;w=900'


async def test_events_are_refused_as_a_plain_answer(caller: Caller) -> None:
    await use_up(caller("192.0.2.9"))
    client = caller("192.0.2.9")
    refused = await client.http.post(
        client.url,
        json={"query": "subscription { balanceChanged { available } }"},
        headers={"accept": "text/event-stream"},
    )
    assert (refused.status_code, refused.headers["content-type"]) == (429, "application/json")


async def test_operations_on_a_socket_count_as_requests_do(app: Starlette, caller: Caller) -> None:
    async with Socket(app, "192.0.2.10") as socket:
        assert (await socket.init())["type"] == "connection_ack"
        for _ in range(ANONYMOUS):
            assert (await socket.run(PLANS))["type"] == "next"
        refused = await socket.run(PLANS)
    assert refused["type"] == "error"
    error = refused["payload"][0]["extensions"]
    assert (error["code"], error["retryable"], error["retryAfterSeconds"] > 0) == ("RATE_LIMITED", True, True)
    assert (await caller("192.0.2.10").send(PLANS)).status_code == 429


async def test_operations_of_a_user_on_a_socket_count_for_the_user(app: Starlette, caller: Caller) -> None:
    bob = caller("192.0.2.11")
    await bob.register("bob@limits.example")
    async with Socket(app, "192.0.2.12") as socket:
        await socket.init(bob.token)
        for _ in range(30):
            assert (await socket.run(BALANCE))["type"] == "next"
    assert (await bob.send(BALANCE)).headers["ratelimit"].startswith('"user";r=29;')


async def test_handshakes_count_too(app: Starlette) -> None:
    for _ in range(2):
        async with Socket(app, "192.0.2.13") as socket:
            assert (await socket.init())["type"] == "connection_ack"
    async with Socket(app, "192.0.2.13") as socket:
        refused = await socket.raw()
    assert (refused["type"], refused["status"]) == ("websocket.http.response.start", 429)
    assert any(name == b"retry-after" for name, _ in refused["headers"])


async def test_an_admin_sees_and_lifts_bans_even_from_a_banned_address(app: Starlette, caller: Caller) -> None:
    admin = caller("192.0.2.14")
    await admin.register("admin@limits.example")
    await User.find_one({"email": "admin@limits.example"}).update({"$set": {"role": "admin"}})
    await admin.login("admin@limits.example")
    banned = Subject(SubjectKind.ADDRESS, "192.0.2.14")
    await app.state.container.services.rate_limits._bans.ban(banned, "anonymous")
    refused = await caller("192.0.2.14").send(PLANS)
    assert (refused.status_code, refused.json()["errors"][0]["extensions"]["code"]) == (429, "TEMPORARILY_BANNED")
    assert 290 <= int(refused.headers["retry-after"]) <= 300
    row = "{ bans(first: 1) { edges { node { id kind subject limit inARow } } } }"
    (edge,) = (await admin.execute(row))["bans"]["edges"]
    ban_id = edge["node"].pop("id")
    assert edge["node"] == {"kind": "ADDRESS", "subject": "192.0.2.14", "limit": "anonymous", "inARow": 1}
    lift = "mutation($ban: ID!) { liftBan(input: { banId: $ban }) { __typename ... on UserError { code } } }"
    assert (await admin.execute(lift, {"ban": ban_id}))["liftBan"] == {"__typename": "BanLifted"}
    assert (await admin.execute(lift, {"ban": ban_id}))["liftBan"]["code"] == "NOT_FOUND"
    await caller("192.0.2.14").execute(PLANS)


async def test_only_admins_see_and_lift_bans(caller: Caller) -> None:
    cleo = caller("192.0.2.15")
    await cleo.register("cleo@limits.example")
    assert (await cleo.errors("{ bans { edges { node { id } } } }"))[0]["extensions"]["code"] == "FORBIDDEN"
    lift = 'mutation { liftBan(input: { banId: "ban_1" }) { ... on UserError { code } } }'
    assert (await cleo.execute(lift))["liftBan"]["code"] == "FORBIDDEN"


def test_groups_of_operations_name_fields_of_the_schema() -> None:
    schema = whole_schema()._schema
    roots = (schema.mutation_type, schema.query_type, schema.subscription_type)
    known = {name for root in roots if root is not None for name in root.fields}
    assert {field for group in GROUPS.values() for field in group.fields} - known == set()
