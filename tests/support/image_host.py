"""A host of images that serves what it is told, over HTTP or HTTPS, on a free port of this machine."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

__all__ = ["GIF", "HANG", "JPEG", "PNG", "WEBP", "ImageHost", "image_host", "ok"]

PNG = b"\x89PNG\r\n\x1a\n" + b"p" * 40
JPEG = b"\xff\xd8\xff\xe0" + b"j" * 40
GIF = b"GIF89a" + b"g" * 40
WEBP = b"RIFF\x20\x00\x00\x00WEBP" + b"w" * 40
HANG = object()
"""In an answer: say nothing more, and keep the connection open."""


def ok(body: bytes, **headers: str) -> list[bytes]:
    """A whole answer with its length."""
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return [f"HTTP/1.1 200 OK\r\ncontent-length: {len(body)}\r\n{more}\r\n".encode(), body]


@dataclass
class ImageHost:
    """Answers by path; each is a list of bytes, HANG, and events that are waited for.

    What is asked for is kept in `asked`, heads in lower case.
    """

    origin: str = ""
    port: int = 0
    answers: dict[str, list[object]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once anything was asked for."""
    gone: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once a client has gone before the end of an answer."""

    def url(self, path: str) -> str:
        return f"{self.origin}{path}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
            path = head.split(" ")[1]
            self.asked.append(path)
            self.heads.append(head)
            self.reached.set()
            for part in self.answers.get(path, [b"HTTP/1.1 404 X\r\ncontent-length: 0\r\n\r\n"]):
                if part is HANG:
                    await reader.read(1)
                    self.gone.set()
                    return
                if isinstance(part, asyncio.Event):
                    await part.wait()
                    continue
                writer.write(part)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            self.gone.set()
        finally:
            writer.close()


@asynccontextmanager
async def image_host(tls: ssl.SSLContext | None = None) -> AsyncIterator[ImageHost]:
    """The host, closed afterwards."""
    host = ImageHost()
    server = await asyncio.start_server(host.serve, "127.0.0.1", 0, ssl=tls)
    host.port = server.sockets[0].getsockname()[1]
    host.origin = f"{'https' if tls else 'http'}://127.0.0.1:{host.port}"
    try:
        yield host
    finally:
        server.close()
