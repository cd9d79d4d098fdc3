"""Stores that stand for one that servers share, and do what a test needs of them."""

import asyncio
from collections.abc import Callable
from typing import ClassVar

from limits.aio.storage import Storage

from services.rate_limits.memory_store import MemoryStore
from tests.support.clock import MovableClock

__all__ = ["StoreForTests"]


class StoreForTests(Storage):
    """Counts as a store should; fails or hangs while it is told to, and knows how often it was asked to add."""

    STORAGE_SCHEME: ClassVar[list[str] | None] = None

    def __init__(self, clock: MovableClock) -> None:
        super().__init__()
        self._counts = MemoryStore(clock)
        self.asked = 0
        self.failure: type[Exception] | None = None
        self.hangs = False
        self.meanwhile: Callable[[], object] | None = None
        """What happens once, while it is asked."""

    @property
    def base_exceptions(self) -> type[Exception]:
        return Exception

    async def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        self.asked += 1
        if self.failure is not None:
            raise self.failure("down")
        if self.hangs:
            await asyncio.Event().wait()
        if self.meanwhile is not None:
            self.meanwhile, happen = None, self.meanwhile
            happen()
        await asyncio.sleep(0)  # as a real one, it lets others go on
        return await self._counts.incr(key, expiry, amount)

    async def get(self, key: str) -> int:
        return await self._counts.get(key)

    async def get_expiry(self, key: str) -> float:
        return await self._counts.get_expiry(key)

    async def check(self) -> bool:
        return self.failure is None

    async def reset(self) -> int | None:
        return await self._counts.reset()

    async def clear(self, key: str) -> None:
        await self._counts.clear(key)
