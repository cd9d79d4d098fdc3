"""Connections to addresses that strangers name, as many at a time as may be; each one is judged when it is dialled."""

import ssl
from collections.abc import Iterable

import httpcore

from gateways.attachments.dialing import GuardedBackend, Resolver
from gateways.tls import trusted_authorities

__all__ = ["GuardedPool"]


class GuardedPool:
    """One for each use. `backend` and `tls` are other ones in tests."""

    def __init__(
        self,
        private_places: Iterable[tuple[str, int]],
        *,
        connections: int,
        backend: GuardedBackend | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._connections = connections
        self._resolver = Resolver()
        self._backend = backend or GuardedBackend(self._resolver, private_places)
        self._tls = tls
        self._made: httpcore.AsyncConnectionPool | None = None

    def open(self) -> httpcore.AsyncConnectionPool:
        """Made when it is first needed. No connection is kept: each one is judged anew."""
        if self._made is None:
            self._made = httpcore.AsyncConnectionPool(
                ssl_context=self._tls or trusted_authorities(),
                max_connections=self._connections,
                max_keepalive_connections=0,
                network_backend=self._backend,
            )
        return self._made

    async def close(self) -> None:
        """Free connections and threads."""
        if self._made is not None:
            await self._made.aclose()
        self._resolver.close()
