"""Real sockets against a real server: what is too large or too slow is closed, and nobody else notices."""

import asyncio
import resource
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket
from websockets.asyncio.client import connect

from server.bounded_http import BoundedHttp
from tests.support.ports import free_port
from tests.support.server import LiveServer
from tests.support.waiting import PATIENCE_SECONDS

HEAD = b"GET / HTTP/1.1\r\nHost: x\r\n"
LIMIT = BoundedHttp.head_bytes


class Impatient(BoundedHttp):
    head_seconds = 0.6


async def echo(request: Request) -> PlainTextResponse:
    return PlainTextResponse(f"{len(await request.body())} {len(request.headers)}")


async def slow(_request: Request) -> StreamingResponse:
    async def parts() -> AsyncIterator[str]:
        for part in "abc":
            yield part
            await asyncio.sleep(0.4)

    return StreamingResponse(parts(), headers={"content-length": "3"})


async def socket(websocket: WebSocket) -> None:
    await websocket.accept()
    async for text in websocket.iter_text():
        await websocket.send_text(text)


@contextmanager
def served(protocol: type[BoundedHttp]) -> Iterator[int]:
    port = free_port()
    app = Starlette(
        routes=[Route("/", echo, methods=["GET", "POST"]), Route("/slow", slow), WebSocketRoute("/socket", socket)]
    )
    server = uvicorn.Server(uvicorn.Config(app, port=port, http=protocol, loop="uvloop", log_config=None))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield port
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with served(Impatient) as port:
        yield port


@asynccontextmanager
async def connected(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield reader, writer
    finally:
        writer.close()


async def answer(port: int, sent: bytes) -> bytes:
    """What comes until the server closes."""
    async with connected(port) as (reader, writer):
        writer.write(sent)
        parts = []
        # A server that closes with more to read resets the connection; what it said before that counts.
        with suppress(ConnectionResetError):
            async with asyncio.timeout(PATIENCE_SECONDS):
                while part := await reader.read(65_536):
                    parts.append(part)
        return b"".join(parts)


def filled(size: int) -> bytes:
    """A request whose head has `size` bytes."""
    head = HEAD + b"Connection: close\r\nX-A: "
    return head + b"a" * (size - len(head) - 4) + b"\r\n\r\n"


async def test_a_head_of_the_limit_is_served_and_a_larger_one_is_refused(port: int) -> None:
    assert (await answer(port, filled(LIMIT))).startswith(b"HTTP/1.1 200 OK\r\n")
    refused = await answer(port, filled(LIMIT + 8_192))
    assert refused.startswith(b"HTTP/1.1 431 Request Header Fields Too Large\r\n")
    assert b"\r\nconnection: close\r\n" in refused
    assert b"\r\nx-content-type-options: nosniff\r\n" in refused


@pytest.mark.parametrize("part", [b"X-A: 1\r\n", b"a" * 999, b"\r\n"], ids=["many", "one", "empty lines"])
async def test_headers_without_an_end_are_closed(port: int, part: bytes) -> None:
    sent = 0
    async with connected(port) as (_, writer):
        if part != b"\r\n":
            writer.write(HEAD + (b"X-B: " if part[0:1] == b"a" else b""))
        with suppress(ConnectionError):
            while sent < 50 * 2**20:
                writer.write(part * 100)
                sent += 100 * len(part)
                await writer.drain()
                await asyncio.sleep(0)
    assert sent < 10 * 2**20  # the rest is what the kernel and the writer take


@pytest.mark.parametrize(
    "endless", [b"0\r\n" + b"X-A: 1\r\n" * 9_000, b"5;" + b"a" * 70_000], ids=["trailers", "chunk extension"]
)
async def test_trailers_and_chunk_extensions_are_bounded_too(port: int, endless: bytes) -> None:
    head = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"
    assert b" 200 " not in await answer(port, head + endless)


async def test_a_body_is_no_head(port: int) -> None:
    async with httpx.AsyncClient() as http:
        assert (await http.post(f"http://127.0.0.1:{port}/", content=b"a" * 10**6)).text.startswith("1000000 ")

        async def chunks() -> AsyncIterator[bytes]:
            for _ in range(100):
                yield b"a" * 1_000

        assert (await http.post(f"http://127.0.0.1:{port}/", content=chunks())).text.startswith("100000 ")


async def test_pipelined_requests_are_counted_each_for_itself(port: int) -> None:
    one = HEAD + b"X-A: " + b"a" * 20_000 + b"\r\n\r\n"
    assert (await answer(port, one * 4 + filled(100))).count(b"HTTP/1.1 200 OK") == 5


async def test_a_head_that_trickles_is_closed_after_its_time(port: int) -> None:
    started = time.monotonic()
    async with connected(port) as (reader, writer):
        writer.write(HEAD)

        async def trickle() -> None:
            while True:
                writer.write(b"X-A: 1\r\n")
                await asyncio.sleep(0.05)

        trickling = asyncio.create_task(trickle())
        assert (await reader.readuntil(b"\r\n")) == b"HTTP/1.1 408 Request Timeout\r\n"
        trickling.cancel()
    assert time.monotonic() - started > 0.5


@pytest.mark.parametrize("first", [b"", HEAD + b"\r\n"], ids=["at once", "after a response"])
async def test_who_sends_nothing_or_half_a_request_is_closed(port: int, first: bytes) -> None:
    async with connected(port) as (reader, writer):
        writer.write(first)
        if first:
            await reader.readuntil(b"0 1")
            writer.write(b"GET / HT")
        rest = await asyncio.wait_for(reader.read(), 3)
    assert rest.startswith(b"HTTP/1.1 408 ") if first else rest == b""


async def test_an_answer_may_take_longer_and_so_may_a_websocket(port: int) -> None:
    async with httpx.AsyncClient() as http, connect(f"ws://127.0.0.1:{port}/socket") as websocket:
        assert (await http.get(f"http://127.0.0.1:{port}/slow")).text == "abc"
        await websocket.send("still here")
        assert await websocket.recv() == "still here"


async def test_an_answer_under_way_is_cut_and_not_mixed_with_a_refusal(port: int) -> None:
    got = await answer(port, b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\nno request at all\r\n\r\n")
    assert b"400" not in got
    assert b"abc" not in got


async def test_half_open_connections_do_not_keep_others_from_being_served(live_server: LiveServer) -> None:
    _allow_many_files()
    half_open = [await asyncio.open_connection("127.0.0.1", live_server.port) for _ in range(1_000)]
    body = b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
    for number, (_, writer) in enumerate(half_open):
        writer.write(HEAD + b"X-A: " if number % 2 else body)
    async with httpx.AsyncClient(timeout=5) as http:
        assert (await http.get(f"{live_server.url}/ready")).status_code == 200
        answer = await http.post(live_server.graphql_url, json={"query": "{ __typename }"})
        assert answer.json() == {"data": {"__typename": "Query"}}
    for _, writer in half_open:
        writer.close()


def _allow_many_files() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


@pytest.mark.parametrize("simulated", [False, True])
async def test_the_server_and_the_simulated_stripe_are_bounded(live_server: LiveServer, simulated: bool) -> None:
    port = live_server.stripe_port if simulated else live_server.port
    assert (await answer(port, filled(LIMIT + 8_192))).startswith(b"HTTP/1.1 431 ")
