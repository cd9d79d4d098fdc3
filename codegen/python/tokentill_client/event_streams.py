"""One connection of a subscription: server-sent events, in the way of graphql-sse (docs/graphql.md)."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx

from tokentill_client.answers import data_of, graphql_error
from tokentill_client.errors import network_error

__all__ = ["EventStreams"]

_SILENCE_SECONDS = 30.0
"""A connection on which so long nothing came is lost; the server sends a comment every 12 seconds."""
_TIMEOUT = httpx.Timeout(20.0, read=_SILENCE_SECONDS)
_LARGEST_EVENT_BYTES = 16 * 1024 * 1024
_EVENTS = "text/event-stream"
_COMPLETE, _DATA = b"event: complete", b"data: "


class EventStreams:
    """Opens the streams of one client, and ends them with it."""

    def __init__(self, http: httpx.AsyncClient, url: str, headers: dict[str, str]) -> None:
        self._http = http
        self._url = url
        self._headers = headers
        self._open: set[httpx.Response] = set()
        self.closed = False

    async def events(self, payload: dict[str, Any], authorization: dict[str, str]) -> AsyncIterator[dict[str, Any]]:
        """The data of each event, until the server says that it is complete. Raises RequestError when it breaks off."""
        headers = {"accept": _EVENTS, **self._headers, **authorization}
        try:
            async with self._http.stream(
                "POST", self._url, json=payload, headers=headers, timeout=_TIMEOUT
            ) as response:
                if not response.headers.get("content-type", "").startswith(_EVENTS):
                    await response.aread()
                    data_of(response)
                    raise network_error("The server sends no events.", response.status_code)
                self._open.add(response)
                try:
                    async for data in _read(response):
                        yield data
                finally:
                    self._open.discard(response)
        except (httpx.HTTPError, httpx.StreamError) as error:
            raise network_error("The connection was lost.") from error

    async def close(self) -> None:
        """End what is open."""
        self.closed = True
        await asyncio.gather(*(response.aclose() for response in self._open), return_exceptions=True)


async def _read(response: httpx.Response) -> AsyncIterator[dict[str, Any]]:
    async for line in _lines(response):
        if line == _COMPLETE:
            return
        if not line.startswith(_DATA):
            continue
        match _value(line.removeprefix(_DATA)):
            case {"errors": [error, *_]}:
                raise graphql_error(error)
            case {"data": dict(data)}:
                yield data
            case _:
                raise network_error("The server's message cannot be read.")
    raise network_error("The connection was lost.")  # closed in order, and yet before the end


async def _lines(response: httpx.Response) -> AsyncIterator[bytes]:
    """Whole lines. httpx's own also end at characters that stand within the text of an event, such as U+2028."""
    rest = b""
    async for part in response.aiter_bytes():
        *lines, rest = (rest + part).split(b"\n")
        for line in lines:
            yield line
        if len(rest) > _LARGEST_EVENT_BYTES:
            raise network_error("The server's message is too large.")


def _value(text: bytes) -> object:
    """What a line of data holds; None where it is no JSON."""
    try:
        return json.loads(text)
    except ValueError:
        return None
