"""Connects to hosts that strangers name: a name is looked up once, every address is judged, and one of them is dialled.

What was judged is what is connected to, so a name that answers differently the second time (DNS rebinding) gains
nothing. TLS still checks the certificate against the name.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

import httpcore

from gateways.attachments.addresses import is_public
from gateways.attachments.errors import AttachmentError

__all__ = ["Address", "GuardedBackend", "Resolver"]

Address = IPv4Address | IPv6Address
_LOOKUPS_AT_ONCE = 32
_MOST_DIALLED = 4
_DIAL_SECONDS = 3.0
"""For one address, so that one which never answers leaves time for the next."""


class Resolver:
    """Looks names up in threads of its own: a slow name server of a stranger's must keep nobody else waiting."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_LOOKUPS_AT_ONCE, thread_name_prefix="attachment-lookup")

    async def __call__(self, host: str, port: int) -> Sequence[Address]:
        """The addresses of `host`, in the system's order; none when it has none."""
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(self._threads, _look_up, host, port)
        except (OSError, UnicodeError):
            return []
        return [ip_address(sockaddr[0]) for *_, sockaddr in found]

    def close(self) -> None:
        """Begin no more look-ups."""
        self._threads.shutdown(wait=False, cancel_futures=True)


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """What httpcore opens connections by. `private_places`, hosts and ports, may have any address."""

    def __init__(
        self,
        resolve: Callable[[str, int], Awaitable[Sequence[Address]]],
        private_places: Iterable[tuple[str, int]] = (),
        dialler: httpcore.AsyncNetworkBackend | None = None,
    ) -> None:
        self._resolve = resolve
        self._private_places = frozenset(private_places)
        self._dialler = dialler or httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  httpcore's interface
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Raises AttachmentError, ATTACHMENT_HOST_REFUSED, unless every address of `host` is public."""
        addresses = await self._resolve(host, port)
        if not addresses or not ((host, port) in self._private_places or all(map(is_public, addresses))):
            raise AttachmentError("ATTACHMENT_HOST_REFUSED")
        failure: Exception | None = None
        for address in addresses[:_MOST_DIALLED]:
            try:
                return await self._dialler.connect_tcp(
                    str(address), port, min(timeout or _DIAL_SECONDS, _DIAL_SECONDS), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError

    async def connect_unix_socket(self, *_: object, **__: object) -> httpcore.AsyncNetworkStream:
        """Never: no address names one."""
        raise AttachmentError("ATTACHMENT_HOST_REFUSED")

    async def sleep(self, seconds: float) -> None:
        """For httpcore's own attempts, of which there are none."""
        await asyncio.sleep(seconds)


def _look_up(host: str, port: int) -> list[Any]:
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
