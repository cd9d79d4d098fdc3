"""Lets calls about the same thing that come at the same time share one turn."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

__all__ = ["SharedTurns"]


class SharedTurns:
    """One turn at a time for each key. Who comes during a turn shares the next one, which begins after they came.

    So each caller's turn has seen everything that was true when they called, and a hundred calls make two turns. A
    turn goes on when its callers go away.
    """

    def __init__(self) -> None:
        self._running: dict[str, asyncio.Task[Any]] = {}
        self._waiting: dict[str, asyncio.Task[Any]] = {}

    async def share(self, key: str, work: Callable[[], Awaitable[Any]]) -> Any:
        """What a turn of `work` gives or raises."""
        turn = self._waiting.get(key)
        if turn is None:
            turn = self._waiting[key] = asyncio.create_task(self._take(key, work))
            turn.add_done_callback(_retrieve)
        return await asyncio.shield(turn)

    async def _take(self, key: str, work: Callable[[], Awaitable[Any]]) -> Any:
        before, this = self._running.get(key), self._waiting[key]
        if before is not None:
            await asyncio.wait([before])
        del self._waiting[key]
        self._running[key] = this
        try:
            return await work()
        finally:
            if self._running.get(key) is this:
                del self._running[key]


def _retrieve(turn: asyncio.Task[Any]) -> None:
    if not turn.cancelled():
        turn.exception()  # whoever waits gets it; if nobody does, whoever repeats the call meets the same
