"""Reads a request body, never more of it than is allowed."""

import asyncio

from starlette.requests import Request

from server.graphql.problems import RequestRefusedError, problem

__all__ = ["BODY_SECONDS", "read_json_body"]

BODY_SECONDS = 30
"""A body that takes longer is given up; a client that sends a byte now and then holds no place for ever."""

_UTF_8 = {"", "utf-8", "utf8"}


async def read_json_body(request: Request, maximum_bytes: int) -> bytes:
    """The body of a JSON request; raises RequestRefusedError: 415 not JSON in UTF-8, 413 too large, 408 too slow.

    Only `application/json` passes. Forms of other sites cannot send it, so no page can make a browser spend anything.
    """
    _check_headers(request, maximum_bytes)
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > maximum_bytes:
                    raise _too_large(maximum_bytes)
    except TimeoutError as error:
        refusal = problem("REQUEST_TIMEOUT", "The request took too long to arrive.", retryable=True)
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
    refusal = problem("BODY_TOO_LARGE", f"A request may have at most {maximum_bytes} bytes.")
    # The rest of the body is not read, so the connection is of no further use.
    return RequestRefusedError([refusal], status=413, headers={"Connection": "close"})
