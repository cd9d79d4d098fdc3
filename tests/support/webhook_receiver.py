"""A receiver of webhooks on a free port of this machine, which judges them by the package `standardwebhooks`."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from standardwebhooks import Webhook

__all__ = ["Received", "WebhookReceiver", "webhook_receiver"]


@dataclass(frozen=True)
class Received:
    """One message as it came."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    def verified(self, secret: str) -> Any:
        """What it says; raises WebhookVerificationError."""
        return Webhook(secret).verify(self.body, self.headers)


@dataclass
class WebhookReceiver:
    """Answers `statuses` in turn, then 204; and `answer` as the body, `retry_after` as that header."""

    origin: str = ""
    statuses: list[int] = field(default_factory=list)
    answer: bytes = b""
    retry_after: str = ""
    hang: bool = False
    """Whether it says nothing."""
    received: list[Received] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            lines = (await reader.readuntil(b"\r\n\r\n")).decode("ascii").split("\r\n")
            headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:] if line)}
            body = await reader.readexactly(int(headers["content-length"]))
            self.received.append(Received(lines[0].split(" ")[1], headers, body))
            if self.hang:
                await reader.read(1)
                return
            status = self.statuses.pop(0) if self.statuses else 204
            location = "location: /elsewhere\r\n" if 300 <= status < 400 else ""
            pause = f"retry-after: {self.retry_after}\r\n" if self.retry_after else ""
            length = "" if status == 204 else f"content-length: {len(self.answer)}\r\n"
            writer.write(
                f"HTTP/1.1 {status} X\r\n{location}{pause}{length}connection: close\r\n\r\n".encode() + self.answer
            )
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            return
        finally:
            writer.close()


@asynccontextmanager
async def webhook_receiver() -> AsyncIterator[WebhookReceiver]:
    """One that listens for the time of the block."""
    receiver = WebhookReceiver()
    server = await asyncio.start_server(receiver.serve, "127.0.0.1", 0)
    receiver.origin = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield receiver
