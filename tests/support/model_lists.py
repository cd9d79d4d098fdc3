"""A server of model lists over real HTTP: pages by path and query, as a test writes them."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

__all__ = ["ModelListServer", "body_of", "model_list_server"]

Page = tuple[str, dict[str, str]]
"""A body as text, and headers."""


@dataclass
class ModelListServer:
    """`answer` gets the query of each request for `/v1/models`, by name; `asked` keeps them."""

    answer: Callable[[dict[str, str]], Page]
    url: str = ""
    """Without `/v1`."""
    asked: list[dict[str, str]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := (await reader.readuntil(b"\r\n\r\n")).decode():
                lines = head.split("\r\n")
                address = urlsplit(lines[0].split()[1])
                query = {name: values[0] for name, values in parse_qs(address.query).items()}
                self.asked.append(query)
                self.keys += [line.split()[-1] for line in lines if line.lower().startswith("authorization:")]
                body, headers = self.answer(query)
                payload = body.encode()
                extra = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
                writer.write(
                    f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n{extra}"
                    f"content-length: {len(payload)}\r\n\r\n".encode()
                    + payload
                )
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def model_list_server(answer: Callable[[dict[str, str]], Page]) -> AsyncIterator[ModelListServer]:
    """The server on a free port of this machine, closed afterwards."""
    lists = ModelListServer(answer)
    server = await asyncio.start_server(lists.serve, "127.0.0.1", 0)
    lists.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield lists
    finally:
        server.close()


def body_of(*ids: str, **more: object) -> str:
    """A page with these models."""
    return json.dumps({"object": "list", "data": [{"id": each} for each in ids], **more})
