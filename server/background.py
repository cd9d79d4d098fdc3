"""Work that a server does again and again beside its requests."""

import asyncio
import random
from collections.abc import Awaitable, Callable

import structlog

__all__ = ["Background"]

_log = structlog.get_logger(__name__)

JITTER = 0.2
"""Part of the period by which a pause is longer or shorter, so that several servers do not move in step."""
LONGEST_PAUSE_SECONDS = 300.0
_STOP_SECONDS = 10


class Background:
    """Runs jobs until it is stopped. A job that fails or takes too long is logged, and tried again after a pause."""

    def __init__(self) -> None:
        self._tasks: list[asyncio.Task[None]] = []
        self._stopping = asyncio.Event()

    def every(
        self, seconds: float, job: Callable[[], Awaitable[object]], *, name: str, longest_seconds: float = 60.0
    ) -> None:
        """Run `job` now and then about every `seconds`; one run may take `longest_seconds`."""
        task = asyncio.create_task(self._repeat(seconds, job, name, longest_seconds), name=f"background-{name}")
        self._tasks.append(task)

    async def stop(self) -> None:
        """Let running jobs end, or end them after a while; nothing runs when it returns."""
        self._stopping.set()
        if not self._tasks:
            return
        _, slow = await asyncio.wait(self._tasks, timeout=_STOP_SECONDS)
        for task in slow:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()

    async def _repeat(
        self, seconds: float, job: Callable[[], Awaitable[object]], name: str, longest_seconds: float
    ) -> None:
        failures = 0
        while not self._stopping.is_set():
            try:
                async with asyncio.timeout(longest_seconds):
                    await job()
                failures = 0
            except Exception:  # noqa: BLE001 - a job must never end because of one bad run, whatever went wrong in it
                failures += 1
                _log.exception("background_job_failed", job=name, failures_in_a_row=failures)
            await self._pause(min(seconds * 2 ** min(failures, 6), max(seconds, LONGEST_PAUSE_SECONDS)))

    async def _pause(self, seconds: float) -> None:
        spread = random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - it spreads load, it guards nothing
        try:
            async with asyncio.timeout(seconds * spread):
                await self._stopping.wait()
        except TimeoutError:
            return
