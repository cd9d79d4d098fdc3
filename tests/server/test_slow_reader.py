"""A reader that stops to read, on real sockets: little is kept for it, it is cut, and it can read on (C3, fault 23)."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import pytest
import uvicorn
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from models.ids import new_id
from server.app import create_app
from server.bounded_http import BoundedHttp
from server.bounded_websocket import BoundedWebSocket
from server.serving import _bound
from services.ledger import GrantSource
from settings import Settings
from tests.support.graphql import GraphQLClient
from tests.support.ports import free_port
from tests.support.subscription import websocket_events
from tests.support.upstream import answer, raw_upstream

PIECES = [f"{number:05d} ".ljust(5_000, "\x01") for number in range(24)]
"""As long as a reply may be here, of characters that JSON writes as six."""
_JSON_BYTES = 6
TEXT = "".join(PIECES)
MOST_KEPT = 500_000
"""What may be on its way to a reader: two times 64 kB in the server, and the small windows of this machine's TCP."""
DOCUMENT = """subscription Read($key: String!, $after: Int! = 0) {
  chatStream(input: { message: "Write", idempotencyKey: $key, maxTokens: 4000 }, afterIndex: $after) {
    __typename
    ... on ChatDelta { index nextIndex text }
    ... on ChatCompleted { usage { outputTokens } balance { held } }
    ... on UserError { code message }
  }
}"""


class ImpatientSocket(BoundedWebSocket):
    stalled_seconds = 0.4


class ImpatientHttp(BoundedHttp):
    stalled_seconds = 0.4


@pytest.fixture
async def ada(settings: Settings, database) -> AsyncIterator[GraphQLClient]:
    """A user with tokens, on a server whose model writes 700 kB at once."""
    async with raw_upstream() as upstream:
        upstream.replies = [answer(*PIECES, prompt=10, completion=3_900)]
        changed = {"openai_base_url": upstream.base_url}
        app = create_app(settings.model_copy(update=changed))
        with _bound("127.0.0.1", port := free_port()) as listener:
            config = uvicorn.Config(app, http=ImpatientHttp, ws=ImpatientSocket, log_config=None, lifespan="on")
            server = uvicorn.Server(config)
            serving = asyncio.create_task(server.serve([listener]))
            while not server.started:  # noqa: ASYNC110 - uvicorn offers no event to wait for
                await asyncio.sleep(0.01)
            async with GraphQLClient(f"http://127.0.0.1:{port}/graphql") as client:
                session = await client.register(f"{new_id('ada')}@example.com")
                user = await database["users"].find_one({"_id": session["user"]["id"]})
                ledger = app.state.container.ledger
                await ledger.grant(user["wallet_id"], "test:grant", source=GrantSource.ADMIN, amount=1_000_000)
                yield client
            server.should_exit = True
            await serving


async def small_window(client: GraphQLClient) -> socket.socket:
    """A connection whose kernel keeps little of what is not read."""
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16_384)
    sock.setblocking(False)
    await asyncio.get_running_loop().sock_connect(
        sock, ("127.0.0.1", client.http.build_request("GET", client.url).url.port)
    )
    return sock


async def rest_of(client: GraphQLClient, key: str, after: int) -> list[dict[str, Any]]:
    url = client.url.replace("http", "ws")
    variables = {"key": key, "after": after}
    return [
        event["data"]["chatStream"] async for event in websocket_events(url, DOCUMENT, variables, token=client.token)
    ]


def joined(events: list[dict[str, Any]]) -> str:
    text = ""
    for event in events:
        if event["__typename"] == "ChatDelta":
            assert event["index"] == len(text)
            text += event["text"]
    return text


async def test_a_websocket_that_is_not_read_is_closed_with_1013_and_reads_on(ada: GraphQLClient, database):
    events: list[dict[str, Any]] = []
    async with connect(
        ada.url.replace("http", "ws"),
        sock=await small_window(ada),
        subprotocols=["graphql-transport-ws"],
        max_queue=1,
        compression=None,
    ) as reader:
        await reader.send(json.dumps({"type": "connection_init", "payload": {"Authorization": f"Bearer {ada.token}"}}))
        await reader.recv()
        payload = {"query": DOCUMENT, "variables": {"key": "socket"}}
        await reader.send(json.dumps({"id": "1", "type": "subscribe", "payload": payload}))
        assert "ChatStarted" in await reader.recv()
        await until_stored(database, "socket")
        await asyncio.sleep(3 * ImpatientSocket.stalled_seconds)
        with suppress(ConnectionClosed):
            while True:
                message = json.loads(await reader.recv())
                events.append(message["payload"]["data"]["chatStream"])
    assert (reader.close_code, reader.close_reason) == (1013, "SLOW_READER")
    before = joined(events)
    assert 0 < len(before) * _JSON_BYTES < MOST_KEPT
    rest = await rest_of(ada, "socket", len(before))
    assert rest[-1]["__typename"] == "ChatCompleted"
    assert rest[-1]["balance"]["held"] == "0"
    assert before + "".join(event.get("text", "") for event in rest) == TEXT


async def test_an_event_stream_that_is_not_read_is_reset_and_reads_on(ada: GraphQLClient, database):
    reader, writer = await asyncio.open_connection(sock=await small_window(ada), limit=4_096)
    body = json.dumps({"query": DOCUMENT, "variables": {"key": "events"}}).encode()
    head = f"POST /graphql HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\nAuthorization: Bearer {ada.token}\r\n"
    writer.write(f"{head}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
    await until_stored(database, "events")
    await asyncio.sleep(3 * ImpatientHttp.stalled_seconds)
    received = b""
    with suppress(ConnectionError):
        while part := await reader.read(65_536):
            received += part
    writer.close()
    assert len(received) < MOST_KEPT
    assert b"event: complete" not in received
    rest = await rest_of(ada, "events", 0)
    assert joined(rest) == TEXT


async def until_stored(database, key: str) -> None:
    """Return once the reply is written, charged and stored, read by somebody or not."""
    async with asyncio.timeout(10):
        while not await database["generations"].find_one({"client_key": key, "status": "done"}):  # noqa: ASYNC110 - on the server
            await asyncio.sleep(0.05)
