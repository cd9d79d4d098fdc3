"""The hand-written part of the Python client over WebSockets: it reads on after lost connections, and refreshes."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from http import HTTPStatus
from typing import Any

import httpx
import pytest
from tokentill_client import RequestError, Tokens, TokentillClient
from tokentill_client.patience import Patience
from websockets.asyncio.server import Request, Response, ServerConnection, serve

Behaviour = Callable[[ServerConnection], Awaitable[None]]
SESSION = {"__typename": "Session", "accessToken": "new", "refreshToken": "refresh-new"}


class Server:
    """A server that does with each connection, once it is subscribed, what the next of `behaviours` does."""

    def __init__(self) -> None:
        self.behaviours: list[Behaviour] = []
        self.inits: list[dict[str, str]] = []
        self.languages: list[str | None] = []
        self.asked: list[dict[str, Any]] = []
        self.refusal: tuple[HTTPStatus, str] | None = None
        self.url = ""

    async def handle(self, connection: ServerConnection) -> None:
        assert connection.request is not None
        self.languages.append(connection.request.headers.get("accept-language"))
        self.inits.append(json.loads(await connection.recv())["payload"])
        await connection.send(json.dumps({"type": "connection_ack"}))
        self.asked.append(json.loads(await connection.recv())["payload"])
        await self.behaviours.pop(0)(connection)

    def first(self, connection: ServerConnection, _: Request) -> Response | None:
        return connection.respond(*self.refusal) if self.refusal else None


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    server = Server()
    async with serve(
        server.handle, "127.0.0.1", 0, subprotocols=["graphql-transport-ws"], process_request=server.first
    ) as listening:
        server.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/graphql"
        yield server


@pytest.fixture
async def client(server: Server) -> AsyncIterator[TokentillClient]:
    refresh = httpx.MockTransport(lambda _: httpx.Response(200, json={"data": {"refreshSession": SESSION}}))
    async with (
        httpx.AsyncClient(transport=refresh) as http,
        TokentillClient(server.url, tokens=Tokens("old", "refresh-old"), language="zh", http=http) as client,
    ):
        yield client


def sends(*balances: int, then: Behaviour) -> Behaviour:
    async def behave(connection: ServerConnection) -> None:
        for each in balances:
            data = {"balanceChanged": {"available": str(each), "held": "0"}}
            await connection.send(json.dumps({"id": "1", "type": "next", "payload": {"data": data}}))
        await then(connection)

    return behave


async def completes(connection: ServerConnection) -> None:
    await connection.send(json.dumps({"id": "1", "type": "complete"}))
    await connection.wait_closed()


async def breaks(connection: ServerConnection) -> None:
    connection.transport.abort()


def closes(code: int, reason: str) -> Behaviour:
    return lambda connection: connection.close(code, reason)


def fails(code: str, *, retryable: bool = False, kind: str = "next") -> Behaviour:
    async def behave(connection: ServerConnection) -> None:
        errors = [{"message": "A sentence.", "extensions": {"code": code, "retryable": retryable}}]
        payload = {"errors": errors} if kind == "next" else errors
        await connection.send(json.dumps({"id": "1", "type": kind, "payload": payload}))
        await connection.wait_closed()

    return behave


async def read(client: TokentillClient) -> list[int]:
    return [balance.available async for balance in client.balance_changed()]


async def test_events_are_read_to_their_end(server, client):
    server.behaviours = [sends(1, 2, then=completes)]
    assert await read(client) == [1, 2]
    assert (server.inits, server.languages) == ([{"Authorization": "Bearer old"}], ["zh"])


@pytest.mark.parametrize("lost", [breaks, closes(1001, "going away"), closes(1013, "SLOW_READER"), closes(1000, "")])
async def test_a_lost_connection_is_replaced(server, client, lost):
    server.behaviours = [sends(1, then=lost), sends(2, then=completes)]
    assert await read(client) == [1, 2]


@pytest.mark.parametrize(
    "over", [fails("TOKEN_EXPIRED"), fails("TOKEN_EXPIRED", kind="error"), closes(4403, "TOKEN_EXPIRED")]
)
async def test_a_token_that_ran_out_is_refreshed_and_the_rest_is_read(server, client, over):
    server.behaviours = [sends(1, then=over), sends(2, then=completes)]
    assert await read(client) == [1, 2]
    assert server.inits == [{"Authorization": "Bearer old"}, {"Authorization": "Bearer new"}]


async def test_patience_begins_with_the_first_failure(server):
    server.behaviours = [sends(1, then=breaks), sends(2, then=completes)]
    async with TokentillClient(server.url, timeout_seconds=0) as client:
        assert await read(client) == [1, 2]


async def test_a_refresh_that_gets_no_answer_is_tried_again(server, client):
    answers = iter([httpx.Response(502), httpx.Response(200, json={"data": {"refreshSession": SESSION}})])
    client._http = httpx.AsyncClient(transport=httpx.MockTransport(lambda _: next(answers)))
    server.behaviours = [fails("TOKEN_EXPIRED"), fails("TOKEN_EXPIRED"), sends(1, then=completes)]
    assert await read(client) == [1]
    assert [init["Authorization"] for init in server.inits] == ["Bearer old", "Bearer old", "Bearer new"]


def test_who_is_told_to_wait_for_too_long_is_told_so():
    busy = RequestError("RATE_LIMITED", "Wait.", retryable=True, retry_after_seconds=3)
    assert Patience(60).pause(busy) == 3
    banned = RequestError("TEMPORARILY_BANNED", "Wait.", retryable=True, retry_after_seconds=61)
    with pytest.raises(RequestError):
        Patience(60).pause(banned)


async def test_a_new_token_that_is_refused_too_ends_it(server, client):
    server.behaviours = [fails("TOKEN_EXPIRED"), fails("TOKEN_EXPIRED")]
    with pytest.raises(RequestError) as raised:
        await read(client)
    assert raised.value.code == "TOKEN_EXPIRED"
    assert server.behaviours == []


@pytest.mark.parametrize(
    ("end", "code"),
    [
        (fails("FORBIDDEN"), "FORBIDDEN"),
        (fails("QUERY_TOO_COMPLEX", kind="error"), "QUERY_TOO_COMPLEX"),
        (closes(4403, "UNAUTHENTICATED"), "UNAUTHENTICATED"),
        (closes(4429, "Too many"), "BAD_REQUEST"),
        (closes(1009, ""), "BODY_TOO_LARGE"),
    ],
)
async def test_a_refusal_is_raised_with_its_code(server, client, end, code):
    server.behaviours = [sends(1, then=end)]
    with pytest.raises(RequestError) as raised:
        await read(client)
    assert (raised.value.code, raised.value.retryable) == (code, False)


async def test_a_fault_that_may_pass_is_asked_again(server, client):
    server.behaviours = [fails("SERVER_BUSY", retryable=True), sends(1, then=completes)]
    assert await read(client) == [1]


@pytest.mark.parametrize("garbage", ["{", "[]", '{"type": "next"}', '{"type": "next", "payload": {"data": null}}'])
async def test_garbage_is_a_lost_connection(server, client, garbage):
    async def behave(connection: ServerConnection) -> None:
        await connection.send(garbage)
        await connection.wait_closed()

    server.behaviours = [behave, sends(1, then=completes)]
    assert await read(client) == [1]


async def test_pings_are_answered(server, client):
    async def behave(connection: ServerConnection) -> None:
        await connection.send(json.dumps({"type": "ping"}))
        assert json.loads(await connection.recv()) == {"type": "pong"}
        await completes(connection)

    server.behaviours = [behave]
    assert await read(client) == []


async def test_a_chat_is_read_on_where_it_broke_off(server, client):
    def part(then: Behaviour, **event: Any) -> Behaviour:
        async def behave(connection: ServerConnection) -> None:
            payload = {"data": {"chatStream": event}}
            await connection.send(json.dumps({"id": "1", "type": "next", "payload": payload}))
            await then(connection)

        return behave

    started = {"__typename": "ChatStarted", "attempt": 2, "conversation": {"id": "cnv_1"}, "heldTokens": "9"}
    server.behaviours = [
        part(part(breaks, __typename="ChatDelta", index=0, nextIndex=5, text="Hello"), **started),
        part(completes, __typename="ChatDelta", index=5, nextIndex=6, text="!"),
    ]
    events = [event async for event in client.resumable_chat(message="Hi", key="k")]
    assert [event.typename__ for event in events] == ["ChatStarted", "ChatDelta", "ChatDelta"]
    variables = {"message": "Hi", "key": "k"}
    assert [asked["variables"] for asked in server.asked] == [
        variables,
        {**variables, "afterAttempt": 2, "afterIndex": 5},
    ]


async def test_a_handshake_that_is_refused_is_raised_with_its_code(server, client):
    server.refusal = (HTTPStatus.FORBIDDEN, '{"code": "ORIGIN_NOT_ALLOWED", "message": "No."}')
    with pytest.raises(RequestError) as raised:
        await read(client)
    assert (raised.value.code, raised.value.status) == ("ORIGIN_NOT_ALLOWED", 403)


async def test_a_server_that_stays_away_is_given_up():
    async with TokentillClient("http://127.0.0.1:9/graphql", timeout_seconds=0) as client:
        with pytest.raises(RequestError) as raised:
            await read(client)
    assert (raised.value.code, raised.value.retryable) == ("NETWORK", True)


async def test_whoever_stops_reading_closes_the_connection(server, client):
    closed = asyncio.Event()

    async def behave(connection: ServerConnection) -> None:
        await connection.wait_closed()
        closed.set()

    server.behaviours = [sends(1, then=behave)]
    async for _ in client.balance_changed():
        break
    async with asyncio.timeout(10):
        await closed.wait()
