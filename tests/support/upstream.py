"""A model provider that misbehaves as it is told: raw HTTP, for what a proper mock cannot do."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

__all__ = ["HANG", "RawUpstream", "answer", "chunk", "raw_upstream", "usage_chunk"]

HANG = object()
"""In a reply: say nothing more, and keep the connection open."""
_HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n"

Reply = list[Any]


def chunk(text: str | None = None, finish: str | None = None, **more: Any) -> bytes:
    """One event of a stream."""
    delta = {} if text is None else {"content": text}
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return _event({"id": "cmpl-1", "object": "chat.completion.chunk", "choices": [choice], **more})


def usage_chunk(prompt: Any, completion: Any, **more: Any) -> bytes:
    """The event with usage that ends a stream."""
    usage = {"prompt_tokens": prompt, "completion_tokens": completion, **more}
    return _event({"id": "cmpl-1", "object": "chat.completion.chunk", "choices": [], "usage": usage})


def answer(*texts: str, prompt: Any = 10, completion: Any = 5, **more: Any) -> Reply:
    """A whole, proper reply."""
    return [*(chunk(text) for text in texts), chunk(finish="stop"), usage_chunk(prompt, completion, **more), DONE]


DONE = b"data: [DONE]\n\n"


def _event(data: dict[str, Any]) -> bytes:
    return b"data: " + json.dumps(data).encode() + b"\n\n"


@dataclass
class RawUpstream:
    """Replies in turn from `replies`; the last is repeated. A reply is a list of event bytes, pauses in seconds, an
    asyncio.Event to wait for, HANG, or an int: an HTTP status instead, with pairs that go into its error object, or
    ("headers", {...}). A list that ends without `None` is closed properly; `None` cuts the connection.
    """

    base_url: str = ""
    replies: list[Reply] = field(default_factory=list)
    models: list[dict[str, Any]] = field(default_factory=lambda: [{"id": "test/model"}])
    list_status: int = 200
    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    """OpenRouter's records of generations, by their ids, which are in lower case."""
    records_late: int = 0
    """How many requests for a record find none yet."""
    records_asked: int = 0
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    """The key of each request for a reply, in lower case."""
    by_key: dict[str, Reply] = field(default_factory=dict)
    """What is answered to all requests with a key, in lower case, whatever else there is."""
    lists: int = 0
    disconnected: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once a client has gone in the middle of a reply."""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while (head := await reader.readuntil(b"\r\n\r\n")) and await self._one(head, reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _one(self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        lines = head.decode().lower().split("\r\n")
        length = next((int(line.split(":")[1]) for line in lines if line.startswith("content-length:")), 0)
        body = await reader.readexactly(length)
        if lines[0].startswith("get") and "/generation?id=" in lines[0]:
            await self._record(writer, lines[0].split("?id=")[1].split(" ")[0])
            return True
        key = next((line.split("bearer ")[1] for line in lines if line.startswith("authorization: bearer ")), "")
        refused = self.by_key.get(key, [])
        if lines[0].startswith("get") and refused and isinstance(refused[0], int):
            self.lists += 1
            await self._refuse(writer, refused)
            return True
        if lines[0].startswith("get"):
            self.lists += 1
            await self._json(writer, self.list_status, {"object": "list", "data": self.models})
            return True
        self.requests.append(json.loads(body))
        self.keys.append(key)
        reply = refused or (self.replies.pop(0) if len(self.replies) > 1 else self.replies[0])
        if isinstance(reply[0], int):
            await self._refuse(writer, reply)
            return True
        return await self._stream(reply, reader, writer)

    async def _refuse(self, writer: asyncio.StreamWriter, reply: Reply) -> None:
        more = dict(reply[1:])
        headers = more.pop("headers", {})
        await self._json(writer, reply[0], {"error": {"message": "no", "code": None, **more}}, headers)

    async def _record(self, writer: asyncio.StreamWriter, request_id: str) -> None:
        self.records_asked += 1
        if self.records_asked <= self.records_late or request_id not in self.records:
            await self._json(writer, 404, {"error": {"message": "no such generation", "code": 404}})
        else:
            await self._json(writer, 200, {"data": {"id": request_id, **self.records[request_id]}})

    async def _json(
        self, writer: asyncio.StreamWriter, status: int, body: dict[str, Any], headers: dict[str, str] | None = None
    ) -> None:
        payload = json.dumps(body).encode()
        more = "".join(f"{name}: {value}\r\n" for name, value in (headers or {}).items()).encode()
        writer.write(
            b"HTTP/1.1 %d X\r\ncontent-type: application/json\r\n%scontent-length: %d\r\n\r\n%s"
            % (status, more, len(payload), payload)
        )
        await writer.drain()

    async def _stream(self, reply: Reply, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        writer.write(_HEAD)
        gone = asyncio.create_task(reader.read(1))
        try:
            for part in reply:
                if part is None:
                    return False
                if part is HANG:
                    await gone
                    self.disconnected.set()
                    return False
                if isinstance(part, asyncio.Event):
                    await part.wait()
                elif isinstance(part, float):
                    await asyncio.wait({gone}, timeout=part)
                    if gone.done():
                        self.disconnected.set()
                        return False
                else:
                    writer.write(b"%x\r\n%s\r\n" % (len(part), part))
                    await writer.drain()
            writer.write(b"0\r\n\r\n")
            await writer.drain()
            return False
        finally:
            gone.cancel()


@asynccontextmanager
async def raw_upstream() -> AsyncIterator[RawUpstream]:
    """The upstream on a free port of this machine, closed afterwards."""
    upstream = RawUpstream()
    server = await asyncio.start_server(upstream.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    upstream.base_url = f"http://127.0.0.1:{port}/v1"
    try:
        yield upstream
    finally:
        server.close()
