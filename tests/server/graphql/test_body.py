"""Bodies that never end, or hardly come, on a real port (fault 26)."""

import asyncio
import json

import pytest

from server.graphql import body
from server.graphql.body import SMALL_BYTES, BodyRoom
from server.graphql.problems import RequestRefusedError
from tests.server.graphql.conftest import MakeClient
from tests.support.waiting import PATIENCE_SECONDS

HEAD = "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"


async def answer(reader: asyncio.StreamReader) -> tuple[int, str]:
    """Status and code of the answer, after which the connection is closed."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        text = (await reader.read()).decode()
    assert "connection: close" in head.lower()
    return int(head.split(" ")[1]), json.loads(text)["errors"][0]["extensions"]["code"]


async def connected(server: str, head: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    host, port = server.split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(f"{HEAD}{head}\r\n\r\n".encode())
    return reader, writer


async def flood(writer: asyncio.StreamWriter, megabytes: int) -> None:
    """Sends so much in chunks, as fast as it is taken; raises ConnectionError when the server hangs up."""
    chunk = b"100000\r\n" + b" " * 1_048_576 + b"\r\n"
    for _ in range(megabytes):
        writer.write(chunk)
        await writer.drain()


async def test_a_body_in_chunks_without_end(server):
    reader, writer = await connected(server, "Transfer-Encoding: chunked")
    async with asyncio.timeout(PATIENCE_SECONDS):
        with pytest.raises(ConnectionError):
            await flood(writer, 100)
    assert reader.at_eof() or reader.exception() is not None


async def test_a_body_that_says_it_is_large(server):
    reader, writer = await connected(server, "Content-Length: 104857600")
    assert await answer(reader) == (413, "BODY_TOO_LARGE")
    writer.close()


async def test_a_body_that_hardly_comes(server, monkeypatch):
    monkeypatch.setattr(body, "BODY_SECONDS", 0.2)
    reader, writer = await connected(server, "Content-Length: 100")
    writer.write(b"{")
    assert await answer(reader) == (408, "REQUEST_TIMEOUT")
    writer.close()


async def test_a_client_that_leaves_in_mid_body(server):
    _, writer = await connected(server, "Content-Length: 100")
    writer.write(b"{")
    await writer.drain()
    writer.transport.abort()
    reader, writer = await connected(server, "Content-Length: 26\r\nConnection: close")
    writer.write(b'{"query": "{ __typename }"}'[:26])
    async with asyncio.timeout(PATIENCE_SECONDS):
        assert (await reader.read()).startswith(b"HTTP/1.1 400 ")
    writer.close()


def test_large_bodies_share_a_room_and_small_ones_need_none():
    room = BodyRoom(most_bytes=100_000)
    with room.reading() as first, room.reading() as second:
        first(SMALL_BYTES)
        assert room.taken == 0
        first(SMALL_BYTES + 99_999)
        with pytest.raises(RequestRefusedError) as refused:
            second(SMALL_BYTES + 2)
        assert (refused.value.status, refused.value.code) == (503, "SERVER_BUSY")
        second(SMALL_BYTES + 1)
        assert room.taken == 100_000
    assert room.taken == 0


async def test_a_body_gives_its_room_back(make_client: MakeClient):
    client = make_client()
    for _ in range(2):
        answer = await client.post("/graphql", json={"query": "{ __typename }" + " " * 14_000, "x": "a" * 900_000})
        assert answer.json() == {"data": {"__typename": "Query"}}
