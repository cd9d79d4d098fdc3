"""A lean reader of `chatStream` over a WebSocket, so that many of them fit beside the server that is measured."""

import asyncio
import base64
import os
import struct
import time
from dataclasses import dataclass, field
from typing import Any

import orjson

__all__ = ["StreamReader", "read_stream"]

_DOCUMENT = """subscription S($message: String!, $key: String!) {
  chatStream(input: { message: $message, idempotencyKey: $key }) {
    __typename ... on ChatDelta { index text } ... on ChatCompleted { usage { cost } } ... on UserError { code }
  }
}"""
_SHORT, _LONG = 126, 127


@dataclass(slots=True)
class StreamReader:
    """What one stream brought. Times are in seconds of the monotonic clock."""

    sent_at: float = 0.0
    first_at: float = 0.0
    frames: int = 0
    tokens: int = 0
    lags: list[float] = field(default_factory=list)
    """From the upstream's writing of a frame's newest token until the frame was here."""
    ended: str = ""

    def take(self, event: dict[str, str]) -> None:
        """Note one event."""
        kind = event["__typename"]
        if kind == "ChatDelta":
            now = time.monotonic()
            tokens = event["text"].split()
            self.first_at = self.first_at or now
            self.frames += 1
            self.tokens += len(tokens)
            self.lags.append(now - int(tokens[-1]) / 1e6)
        elif kind != "ChatStarted":
            self.ended = event.get("code", kind)


async def read_stream(port: int, token: str, message: str, key: str, *, leaves: bool = False) -> StreamReader:
    """Read one stream to its end, or `leaves` once it has started."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    name = base64.b64encode(os.urandom(16)).decode()
    writer.write(
        f"GET /graphql HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {name}\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n".encode()
    )
    await reader.readuntil(b"\r\n\r\n")
    _send(writer, {"type": "connection_init", "payload": {"Authorization": f"Bearer {token}"}})
    await _message(reader)
    stream = StreamReader(sent_at=time.monotonic())
    payload = {"query": _DOCUMENT, "variables": {"message": message, "key": key}}
    _send(writer, {"id": "1", "type": "subscribe", "payload": payload})
    while not stream.ended:
        received = await _message(reader)
        if received.get("type") == "next":
            stream.take(received["payload"]["data"]["chatStream"])
            if leaves:
                break
        elif received.get("type") == "error":
            raise RuntimeError(received["payload"])
    writer.transport.abort()
    return stream


def _send(writer: asyncio.StreamWriter, value: object) -> None:
    data = orjson.dumps(value)
    length = struct.pack("!BBH", 0x81, 0x80 | _SHORT, len(data))
    writer.write(length + bytes(4) + data)  # a mask of zeros masks nothing


async def _message(reader: asyncio.StreamReader) -> Any:
    while True:
        first, second = await reader.readexactly(2)
        length = second & 0x7F
        if length == _SHORT:
            (length,) = struct.unpack("!H", await reader.readexactly(2))
        elif length == _LONG:
            (length,) = struct.unpack("!Q", await reader.readexactly(8))
        data = await reader.readexactly(length)
        if first & 0x0F == 1:
            return orjson.loads(data)
