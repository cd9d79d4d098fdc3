"""Keep-alive HTTP/1.1 connections that cost the machine little, so that the servers have it."""

import asyncio
from typing import Self, cast

__all__ = ["Connections", "request"]


class _Connection(asyncio.Protocol):
    """One request at a time; understands answers with a Content-Length, which both servers give."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._received = bytearray()
        self._answer: asyncio.Future[bytes] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's own class is no subclass of it

    def data_received(self, data: bytes) -> None:
        self._received += data
        head = self._received.find(b"\r\n\r\n")
        if head < 0 or self._answer is None:
            return
        lowered = bytes(self._received[:head]).lower()
        at = lowered.index(b"content-length:") + len(b"content-length:")
        length = int(lowered[at:].split(b"\r\n", 1)[0])
        if len(self._received) < head + 4 + length:
            return
        answer = bytes(self._received)
        self._received.clear()
        self._answer.set_result(answer)

    def connection_lost(self, error: Exception | None) -> None:
        self._transport = None
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error or ConnectionError("the server hung up"))

    async def send(self, request: bytes) -> bytes:
        if self._transport is None:
            raise ConnectionError("not connected")
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer

    @property
    def is_open(self) -> bool:
        return self._transport is not None and not self._transport.is_closing()

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()


class Connections:
    """As many connections as there are tasks that use them."""

    def __init__(self, free: list[_Connection], port: int) -> None:
        self._free = free
        self._port = port

    @classmethod
    async def open(cls, port: int, number: int) -> Self:
        """Connect to a port of this machine."""
        loop = asyncio.get_running_loop()
        made = [await loop.create_connection(_Connection, "127.0.0.1", port) for _ in range(number)]
        return cls([connection for _, connection in made], port)

    async def ask(self, request: bytes, wanted: bytes) -> None:
        """Send a request; raises AssertionError for an answer without `wanted` in it."""
        connection = self._free.pop()
        if not connection.is_open:  # servers hang up on who was silent for long, as the other side's turn can be
            _, connection = await asyncio.get_running_loop().create_connection(_Connection, "127.0.0.1", self._port)
        answer = await connection.send(request)
        self._free.append(connection)
        if wanted not in answer:
            raise AssertionError(f"not the answer that was wanted: {answer!r}")

    def close(self) -> None:
        """Hang up."""
        for connection in self._free:
            connection.close()


def request(method: str, path: str, token: str, body: bytes = b"") -> bytes:
    """The bytes of a request."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", f"Authorization: Bearer {token}"]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body
