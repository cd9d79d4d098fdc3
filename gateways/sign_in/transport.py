"""How identity providers are called: to addresses from the settings alone, and never for long or for much."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx2

from gateways.sign_in.errors import SignInUnavailableError
from gateways.tls import trusted_authorities

__all__ = ["BoundedTransport", "answered_in_time", "get_json"]

ANSWER_SECONDS = 10
MOST_BYTES = 262_144
_CONNECTIONS = 20
_TIMEOUT = httpx2.Timeout(5.0)


class BoundedTransport(httpx2.AsyncBaseTransport):
    """Sends requests; an answer may have 256 KiB. No proxy of the environment is used.

    Clients that are made for one call share it, so closing one of them must not close it: `close` does.
    """

    def __init__(self) -> None:
        limits = httpx2.Limits(max_connections=_CONNECTIONS, max_keepalive_connections=5)
        self._inner = httpx2.AsyncHTTPTransport(verify=trusted_authorities(), limits=limits, trust_env=False)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The answer, whose body ends with an error where it is too long or compressed."""
        request.headers["accept-encoding"] = "identity"
        response = await self._inner.handle_async_request(request)
        if response.headers.get("content-encoding", "identity") != "identity":
            await response.aclose()
            raise httpx2.DecodingError("a compressed answer could be of any size", request=request)
        return httpx2.Response(
            response.status_code,
            headers=response.headers,
            stream=_BoundedStream(response.stream),
            extensions=response.extensions,
        )

    async def aclose(self) -> None:
        """Nothing: see the class."""

    async def close(self) -> None:
        """Close all connections."""
        await self._inner.aclose()


class _BoundedStream(httpx2.AsyncByteStream):
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        left = MOST_BYTES
        async for chunk in self._stream:
            left -= len(chunk)
            if left < 0:
                raise httpx2.ReadError("the answer is too long")
            yield chunk

    async def aclose(self) -> None:
        await self._stream.aclose()


@asynccontextmanager
async def answered_in_time(name: str) -> AsyncIterator[None]:
    """Whatever fails inside on the way to the provider `name` and back becomes SignInUnavailableError."""
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            yield
    except (httpx2.HTTPError, httpx2.InvalidURL, TimeoutError) as error:
        raise SignInUnavailableError(f"{name}: {type(error).__name__}") from error


async def get_json(
    transport: BoundedTransport,
    url: str,
    *,
    name: str,
    access_token: str | None = None,
    loads: Callable[[bytes], Any] = json.loads,
) -> Any:
    """What the provider `name` serves at `url`, without following redirects; raises SignInUnavailableError."""
    headers: Mapping[str, str] = {"accept": "application/json", "user-agent": "tokentill"}
    if access_token is not None:
        headers = {**headers, "authorization": f"Bearer {access_token}"}
    async with answered_in_time(name), httpx2.AsyncClient(transport=transport, timeout=_TIMEOUT) as client:
        response = await client.get(url, headers=headers, follow_redirects=False)
    if response.status_code != httpx2.codes.OK:
        raise SignInUnavailableError(f"{name}: status {response.status_code}")
    try:
        return loads(response.content)
    except (ValueError, RecursionError) as error:
        raise SignInUnavailableError(f"{name}: no JSON") from error
