"""Reads a request body, never more of it than is allowed, nor more of all bodies at once than there is room for."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from starlette.requests import Request

from messages import Phrase
from server.graphql.problems import RequestRefusedError, problem

__all__ = ["BODY_SECONDS", "BodyRoom", "read_json_body"]

BODY_SECONDS = 30
"""A body that takes longer is given up; a client that sends a byte now and then holds no place for ever."""

SMALL_BYTES = 32_768
"""So much of every body is always taken, which is enough for any document: small requests never wait for large ones."""
ROOM_BYTES = 134_217_728
_UNAVAILABLE = 503

_UTF_8 = {"", "utf-8", "utf8"}


class BodyRoom:
    """How many bytes of large bodies a process holds at once, however many connections bring them slowly."""

    def __init__(self, most_bytes: int = ROOM_BYTES) -> None:
        self.taken = 0
        self._most = most_bytes

    @contextmanager
    def reading(self) -> Iterator[Callable[[int], None]]:
        """For one body: to be called with its size so far; raises RequestRefusedError (503) when there is no room."""
        own = 0

        def grown(size: int) -> None:
            nonlocal own
            more = max(size - SMALL_BYTES, 0) - own
            if more > 0 and self.taken + more > self._most:
                text = Phrase(
                    "The server reads as many large requests as it can; nothing was done. Try again in a moment."
                )
                refusal = problem("SERVER_BUSY", text, retryable=True)
                raise RequestRefusedError([refusal], status=_UNAVAILABLE, headers={"Connection": "close"})
            own += more
            self.taken += more

        try:
            yield grown
        finally:
            self.taken -= own


async def read_json_body(request: Request, maximum_bytes: int, room: BodyRoom) -> bytes:
    """The body of a JSON request; raises RequestRefusedError: 415 not JSON in UTF-8, 413 too large, 408 too slow, 503.

    Only `application/json` passes. Forms of other sites cannot send it, so no page can make a browser spend anything.
    """
    _check_headers(request, maximum_bytes)
    body = bytearray()
    try:
        with room.reading() as grown:
            async with asyncio.timeout(BODY_SECONDS):
                async for chunk in request.stream():
                    body += chunk
                    if len(body) > maximum_bytes:
                        raise _too_large(maximum_bytes)
                    grown(len(body))
    except TimeoutError as error:
        refusal = problem("REQUEST_TIMEOUT", Phrase("The request took too long to arrive."), retryable=True)
        raise RequestRefusedError([refusal], status=408, headers={"Connection": "close"}) from error
    return bytes(body)


def _check_headers(request: Request, maximum_bytes: int) -> None:
    media_type, _, parameters = request.headers.get("content-type", "").partition(";")
    charset = ""
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            charset = value.strip().strip('"').lower()
    if media_type.strip().lower() != "application/json" or charset not in _UTF_8:
        raise _unsupported("Send the operation as application/json in UTF-8.")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise _unsupported("Send the body without a content encoding.")
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > maximum_bytes:
        raise _too_large(maximum_bytes)


def _unsupported(message: str) -> RequestRefusedError:
    return RequestRefusedError(
        [problem("UNSUPPORTED_MEDIA_TYPE", message)], status=415, headers={"Accept": "application/json"}
    )


def _too_large(maximum_bytes: int) -> RequestRefusedError:
    refusal = problem("BODY_TOO_LARGE", Phrase("A request may have at most {most} bytes.", most=maximum_bytes))
    # The rest of the body is not read, so the connection is of no further use.
    return RequestRefusedError([refusal], status=413, headers={"Connection": "close"})
