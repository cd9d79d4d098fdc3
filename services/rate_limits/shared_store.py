"""The counts of all servers while their store answers; those of this process while it does not."""

import asyncio
from datetime import datetime, timedelta

import structlog
from limits.aio.storage import Storage

from services.clock import Clock
from services.rate_limits.memory_store import MemoryStore

__all__ = ["REST_SECONDS", "SLOW_ANSWERS", "SharedStore"]

_log = structlog.get_logger(__name__)

REST_SECONDS = 5
"""So long a store that is down is left alone, so that requests do not wait for it one after the other."""
SLOW_ANSWERS = 3
"""A store that is too slow so often in a row is down. One slow answer may be ours: a busy process is late to look."""


class SharedStore:
    """No call raises. A store that is down is logged once, and once when it is back."""

    def __init__(self, store: Storage, clock: Clock, *, timeout_seconds: float) -> None:
        self._store = store
        self._own = store if isinstance(store, MemoryStore) else MemoryStore(clock)
        self._clock = clock
        self._timeout_seconds = timeout_seconds
        self._rests_until: datetime | None = None
        self._slow_answers = 0

    @property
    def is_shared(self) -> bool:
        """Whether other processes count in the same store."""
        return self._store is not self._own

    async def add(self, key: str, units: int, previous_key: str | None, *, seconds: int) -> tuple[int, int]:
        """The count of `key` after `units` were added, and that of `previous_key`, both asked for at once.

        A new count is kept for `seconds`.
        """
        if self.is_shared and self._answers():
            try:
                async with asyncio.timeout(self._timeout_seconds):
                    found = await self._ask(key, units, previous_key, seconds)
            except Exception as error:  # noqa: BLE001 - whatever a store raises, no request fails because of it
                self._failed(error)
            else:
                self._succeeded()
                return found
        previous = 0 if previous_key is None else self._own.count(previous_key)
        return self._own.add(key, seconds, units), previous

    async def clear(self, *keys: str) -> None:
        """Forget these counts."""
        for key in keys:
            await self._own.clear(key)
        if not self.is_shared or not self._answers():
            return
        try:
            async with asyncio.timeout(self._timeout_seconds):
                await asyncio.gather(*(self._store.clear(key) for key in keys))
        except Exception as error:  # noqa: BLE001 - as above
            self._failed(error)

    async def _ask(self, key: str, units: int, previous_key: str | None, seconds: int) -> tuple[int, int]:
        if previous_key is None:
            return await self._store.incr(key, seconds, units), 0
        count, previous = await asyncio.gather(self._store.incr(key, seconds, units), self._store.get(previous_key))
        return count, previous

    def _answers(self) -> bool:
        return self._rests_until is None or self._clock() >= self._rests_until

    def _failed(self, error: Exception) -> None:
        self._slow_answers += 1
        if isinstance(error, TimeoutError) and self._rests_until is None and self._slow_answers < SLOW_ANSWERS:
            return
        if self._rests_until is None:
            _log.warning("rate_limit_store_down", error=type(error).__name__, counting="each process for itself")
        self._rests_until = self._clock() + timedelta(seconds=REST_SECONDS)

    def _succeeded(self) -> None:
        self._slow_answers = 0
        if self._rests_until is not None:
            _log.info("rate_limit_store_back")
        self._rests_until = None
