"""Reads the raw body of a webhook, never more of it than is allowed and never for longer."""

import asyncio

from starlette.requests import Request

__all__ = ["BodyTooLargeError", "BodyTooSlowError", "read_raw_body"]


class BodyTooLargeError(Exception):
    """The body is larger than allowed."""


class BodyTooSlowError(Exception):
    """The body did not arrive in time."""


async def read_raw_body(request: Request, *, maximum_bytes: int, timeout_seconds: float) -> bytes:
    """The bytes as they were sent, which is what a signature covers; raises BodyTooLargeError, BodyTooSlowError."""
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > maximum_bytes:
        raise BodyTooLargeError
    body = bytearray()
    try:
        async with asyncio.timeout(timeout_seconds):
            async for chunk in request.stream():
                body += chunk
                if len(body) > maximum_bytes:
                    raise BodyTooLargeError
    except TimeoutError as error:
        raise BodyTooSlowError from error
    return bytes(body)
