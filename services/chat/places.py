"""Places for the replies that one process has models write at a time. Where none is free, one waits, by rank."""

import asyncio
import heapq
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from services.chat.errors import ServerBusyError

__all__ = ["Places"]


class Places:
    """`most` places, for which one waits at most `wait_seconds`."""

    def __init__(self, most: int, *, wait_seconds: float) -> None:
        self._free = most
        self._wait_seconds = wait_seconds
        self._numbers = itertools.count()
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        """A heap, the next one first: of the highest rank, and of those the one that has waited longest."""

    @asynccontextmanager
    async def place(self, rank: int) -> AsyncIterator[None]:
        """A place for the block. The larger rank goes first. Raises ServerBusyError when none came in time."""
        await self._take(rank)
        try:
            yield
        finally:
            self._give_back()

    async def _take(self, rank: int) -> None:
        if self._free:
            self._free -= 1
            return
        given: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (-rank, next(self._numbers), given))
        try:
            await asyncio.wait({given}, timeout=self._wait_seconds)
        except asyncio.CancelledError:
            if given.done():
                self._give_back()
            raise
        finally:
            if not given.done():
                self._waiting = [each for each in self._waiting if each[2] is not given]
                heapq.heapify(self._waiting)
        if not given.done():
            raise ServerBusyError

    def _give_back(self) -> None:
        if self._waiting:
            *_, given = heapq.heappop(self._waiting)
            given.set_result(None)
        else:
            self._free += 1
