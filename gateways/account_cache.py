"""Keeps what a gateway says of our account for a while: it hardly ever changes, and every price list asks for it."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping

import structlog

from gateways.errors import GatewayUnavailableError

__all__ = ["AccountCache"]

_log = structlog.get_logger(__name__)

FRESH_SECONDS = 300
STALE_SECONDS = 86_400
"""How long the last answer still serves while the gateway cannot be reached."""


class AccountCache:
    """One account, read at most once at a time. `clock` gives monotonic seconds."""

    def __init__(
        self,
        read: Callable[[], Awaitable[Mapping[str, object]]],
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._read = read
        self._clock = clock
        self._lock = asyncio.Lock()
        self._account: Mapping[str, object] | None = None
        self._read_at = 0.0

    async def get(self) -> Mapping[str, object]:
        """The account; raises GatewayUnavailableError or GatewayRefusedError when there is none to give."""
        fresh = self._younger_than(FRESH_SECONDS)
        if fresh is not None:
            return fresh
        async with self._lock:
            fresh = self._younger_than(FRESH_SECONDS)
            return fresh if fresh is not None else await self._refresh()

    async def _refresh(self) -> Mapping[str, object]:
        try:
            account = await self._read()
        except GatewayUnavailableError:
            stale = self._younger_than(STALE_SECONDS)
            if stale is None:
                raise
            _log.warning("gateway_account_stale", age_seconds=round(self._clock() - self._read_at))
            return stale
        self._account, self._read_at = account, self._clock()
        return account

    def _younger_than(self, seconds: float) -> Mapping[str, object] | None:
        return self._account if self._account is not None and self._clock() - self._read_at < seconds else None
