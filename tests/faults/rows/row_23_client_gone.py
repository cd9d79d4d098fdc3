"""Row 23: readers go in mid-stream, and readers stop to read; every reply is settled, and the server keeps little.

Readers on the other server follow the same replies meanwhile, and have every character of them.
"""

import asyncio
import json
import time
from contextlib import suppress
from pathlib import Path

from tests.acceptance.operations import OPERATIONS
from tests.faults.book import Operation
from tests.faults.everyday import next_operation
from tests.faults.people import Person
from tests.faults.provider import provider
from tests.faults.server import Server
from tests.faults.stage import Stage
from tests.support.subscription import sse_events, websocket_events

PIECES = 30
SETTLED_SECONDS = 20
MOST_GROWN_KILOBYTES = 60_000
"""Far above what some readers cost, far below what a leak of replies for each of them would."""


async def run(stage: Stage) -> None:
    async with provider() as upstream:
        writes, reads = [await stage.server(**upstream.settings), await stage.server(**upstream.settings)]
        upstream.reply_slowly(PIECES, 0.1)
        people = [await stage.person(writes) for _ in range(stage.plan.between("people", 3, 5))]
        operations = [stage.book.note(next_operation(person, "chat")) for person in people]
        for operation in operations:
            operation.abandoned = True  # nobody asks by the mutation
        before = _resident_kilobytes(writes)
        began = time.monotonic()
        stalled = await asyncio.gather(
            *(_stalls(person, writes, op) for person, op in zip(people, operations, strict=True))
        )
        await upstream.wait_asked([operation.text for operation in operations])
        leaving = stage.plan.one_of("transport of those who leave", ("websocket", "events"))
        await asyncio.gather(*(_leaves(leaving, p, writes, op) for p, op in zip(people, operations, strict=True)))
        texts = await asyncio.gather(*(_reads(p, reads, op) for p, op in zip(people, operations, strict=True)))
        stage.within("until all were read on the other server", time.monotonic() - began, SETTLED_SECONDS)
        grown = _resident_kilobytes(writes) - before
        stage.say(f"{len(people)} readers left, {len(stalled)} stalled; the server grew by {grown} kB")
        assert grown < MOST_GROWN_KILOBYTES
        stored = {row["content"] for row in stage.database["messages"].find({"role": "assistant"})}
        assert len(texts) == len(people)
        assert set(texts) == stored
        for writer in stalled:
            writer.close()
        await stage.reckon()


def _address(kind: str, server: Server) -> str:
    return f"{server.url.replace('http', 'ws') if kind == 'websocket' else server.url}/graphql"


async def _leaves(kind: str, person: Person, server: Server, operation: Operation) -> None:
    """Goes after its second event."""
    events = websocket_events if kind == "websocket" else sse_events
    stream = events(
        _address(kind, server),
        OPERATIONS["ChatStream"],
        {"message": operation.text, "key": operation.key},
        token=person.token,
    )
    for _ in range(2):
        await anext(stream)
    await stream.aclose()


async def _reads(person: Person, server: Server, operation: Operation) -> str:
    """The joined text, on the server that does not write it."""
    variables = {"message": operation.text, "key": operation.key}
    text = ""
    async for event in sse_events(_address("events", server), OPERATIONS["ChatStream"], variables, token=person.token):
        chat = event["data"]["chatStream"]
        if chat["__typename"] == "ChatDelta":
            assert chat["index"] == len(text)
            text += chat["text"]
    assert chat["__typename"] == "ChatCompleted", chat
    assert text == chat["reply"]["content"]
    return text


async def _stalls(person: Person, server: Server, operation: Operation) -> asyncio.StreamWriter:
    """Asks, and never reads a byte."""
    _, writer = await asyncio.open_connection("127.0.0.1", server.port, limit=1)
    variables = {"message": operation.text, "key": operation.key}
    body = json.dumps({"query": OPERATIONS["ChatStream"], "variables": variables}).encode()
    writer.write(
        b"POST /graphql HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\nContent-Type: application/json\r\n"
        b"Authorization: Bearer %s\r\nContent-Length: %d\r\n\r\n%s" % (person.token.encode(), len(body), body)
    )
    with suppress(ConnectionError):
        await writer.drain()
    return writer


def _resident_kilobytes(server: Server) -> int:
    pages = int(Path(f"/proc/{server.running.pid}/statm").read_text("utf-8").split()[1])
    return pages * 4
