"""The database's time, so that servers whose own clocks differ agree on when something happened."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from pymongo import AsyncMongoClient

__all__ = ["DatabaseClock"]

_SAMPLES = 3


class DatabaseClock:
    """A `services.clock.Clock`: an estimate of the database's time, in UTC, cut to milliseconds, never going back.

    `hello` tells the primary's time; half of the round trip is added, and a monotonic clock carries it on, so that a
    change of this machine's clock has no effect. Call `refresh` once before use and then now and then (Cristian's
    algorithm, https://doi.org/10.1007/BF01784024): the error is at most half of the shortest round trip.
    """

    def __init__(
        self, client: AsyncMongoClient[dict[str, Any]], *, monotonic_ns: Callable[[], int] = time.monotonic_ns
    ) -> None:
        self._client = client
        self._monotonic_ns = monotonic_ns
        self._zero: datetime | None = None
        """The database's time when the monotonic clock was at zero."""
        self._latest = datetime.min.replace(tzinfo=UTC)

    def __call__(self) -> datetime:
        """The present moment. Raises RuntimeError before the first `refresh`."""
        if self._zero is None:
            raise RuntimeError("DatabaseClock.refresh must succeed once before the clock is read")
        now = self._zero + timedelta(microseconds=self._monotonic_ns() // 1_000)
        self._latest = max(self._latest, now.replace(microsecond=now.microsecond // 1_000 * 1_000))
        return self._latest

    async def refresh(self) -> None:
        """Ask the database for its time, a few times, and keep the answer that came fastest.

        Raises PyMongoError when it does not answer; the clock then runs on from what it knew.
        """
        self._zero = min([await self._sample() for _ in range(_SAMPLES)])[1]

    async def _sample(self) -> tuple[int, datetime]:
        """The round trip in nanoseconds, and the database's time at monotonic zero."""
        sent = self._monotonic_ns()
        answer = await self._client.admin.command("hello")
        received = self._monotonic_ns()
        told = answer["localTime"]
        moment = told if told.tzinfo is not None else told.replace(tzinfo=UTC)
        return received - sent, moment - timedelta(microseconds=(sent + received) // 2_000)
