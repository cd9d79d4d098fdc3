"""The hand-written part of the Python client over server-sent events: it reads on, and refreshes."""

import asyncio
import json
from collections.abc import AsyncIterator

import httpx
import pytest
from tokentill_client import RequestError, Tokens, TokentillClient

COMPLETE = b"event: complete\ndata: {}\n\n"
SESSION = {"__typename": "Session", "accessToken": "new", "refreshToken": "refresh-new"}


def event(available: int) -> bytes:
    data = {"balanceChanged": {"available": available, "held": 0}}
    return b"event: next\ndata: " + json.dumps({"data": data}).encode() + b"\n\n"


class Body(httpx.AsyncByteStream):
    """Sends its parts. `lost`: then the connection breaks off; `waits`: then nothing comes for ever."""

    def __init__(self, *parts: bytes, lost: bool = False, waits: bool = False) -> None:
        self.parts, self.lost, self.waits = parts, lost, waits
        self.closed = asyncio.Event()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for part in self.parts:
            yield part
        if self.waits:
            await self.closed.wait()
        if self.lost or self.waits:
            raise httpx.ReadError("gone")

    async def aclose(self) -> None:
        self.closed.set()


class Server:
    """Answers each subscription with the next of `answers`, and every refresh."""

    def __init__(self) -> None:
        self.answers: list[httpx.Response] = []
        self.asked: list[httpx.Request] = []

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        if b"refreshSession" in request.content:
            return httpx.Response(200, json={"data": {"refreshSession": SESSION}})
        self.asked.append(request)
        return self.answers.pop(0)


def stream(*parts: bytes, lost: bool = False, waits: bool = False) -> httpx.Response:
    headers = {"content-type": "text/event-stream; charset=utf-8"}
    return httpx.Response(200, headers=headers, stream=Body(*parts, lost=lost, waits=waits))


def refused(code: str, status: int = 200) -> httpx.Response:
    errors = [{"message": "A sentence.", "extensions": {"code": code, "retryable": False}}]
    return httpx.Response(status, json={"errors": errors})


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
async def client(server: Server) -> AsyncIterator[TokentillClient]:
    tokens = Tokens("old", "refresh-old")
    async with (
        httpx.AsyncClient(transport=httpx.MockTransport(server)) as http,
        TokentillClient("http://test/graphql", tokens=tokens, language="zh", subscriptions="sse", http=http) as client,
    ):
        yield client


async def read(client: TokentillClient) -> list[int]:
    return [balance.available async for balance in client.balance_changed()]


async def test_events_are_read_to_their_end_however_they_are_cut(server, client):
    sent = b": still here\n\n" + event(1) + event(2) + COMPLETE
    server.answers = [stream(*(sent[at : at + 7] for at in range(0, len(sent), 7)))]
    assert await read(client) == [1, 2]
    (asked,) = server.asked
    told = {name: asked.headers[name] for name in ("accept", "accept-language", "authorization")}
    assert told == {"accept": "text/event-stream", "accept-language": "zh", "authorization": "Bearer old"}


@pytest.mark.parametrize(
    "lost",
    [stream(event(1), lost=True), stream(event(1)), stream(event(1) + b"data: {\n\n")],
    ids=["broken off", "without complete", "garbage"],
)
async def test_a_lost_connection_is_replaced(server, client, lost):
    server.answers = [lost, stream(event(2), COMPLETE)]
    assert await read(client) == [1, 2]


async def test_a_token_that_ran_out_is_refreshed(server, client):
    over = b'event: next\ndata: {"errors": [{"message": "", "extensions": {"code": "TOKEN_EXPIRED"}}]}\n\n'
    server.answers = [refused("TOKEN_EXPIRED", 401), stream(event(1) + over), stream(event(2), COMPLETE)]
    client.tokens = Tokens("old", "refresh-old")
    assert await read(client) == [1, 2]


async def test_a_refusal_is_raised_with_its_code(server, client):
    server.answers = [refused("FORBIDDEN", 403)]
    with pytest.raises(RequestError) as raised:
        await read(client)
    assert (raised.value.code, raised.value.status) == ("FORBIDDEN", 403)


async def test_text_may_hold_what_other_readers_take_for_the_end_of_a_line(server, client):
    text = "a\u2028b\u0085c"
    delta = {"__typename": "ChatDelta", "index": 0, "text": text}
    data = json.dumps({"data": {"chatStream": delta}}, ensure_ascii=False)
    server.answers = [stream(f"event: next\ndata: {data}\n\n".encode(), COMPLETE)]
    assert [each.text async for each in client.chat_stream(message="Hi", key="k")] == [text]


async def test_closing_the_client_ends_what_is_open(server, client):
    answer = stream(event(1), waits=True)
    server.answers = [answer]
    events = client.balance_changed()
    assert (await anext(events)).available == 1
    reading = asyncio.ensure_future(anext(events, None))
    await asyncio.sleep(0)
    await client.close()
    async with asyncio.timeout(10):
        assert await reading is None
