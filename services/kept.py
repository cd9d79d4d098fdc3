"""What every request asks for and seldom changes: read from the database, and kept for some seconds."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

import structlog
from pymongo.errors import PyMongoError

from services.clock import Clock

__all__ = ["KEPT_SECONDS", "Kept"]

_log = structlog.get_logger(__name__)

KEPT_SECONDS = 2
"""So long a change on another server may take to be seen here."""
_PATIENCE_SECONDS = 1.0

Answer = TypeVar("Answer")


class Kept(Generic[Answer]):
    """One for a process and subject: one read in flight, and the last answer while the database is away."""

    def __init__(self, read: Callable[[], Awaitable[Answer]], clock: Clock, *, name: str) -> None:
        self._ask = read
        self._clock = clock
        self._name = name
        self._known: list[Answer] = []
        """The last answer; empty when there was none yet."""
        self._due_at: datetime | None = None
        self._reading: asyncio.Task[PyMongoError | None] | None = None

    async def current(self) -> Answer:
        """The answer. The same object while nothing has changed. Raises PyMongoError when it could never be read."""
        while self._due_at is None or self._clock() >= self._due_at:
            if self._reading is None:
                self._reading = asyncio.create_task(self._read(), name=self._name)
            reading, known = self._reading, bool(self._known)
            # With an answer at hand nobody waits long for a database that hangs; no chat can hold without it anyway.
            await asyncio.wait({reading}, timeout=_PATIENCE_SECONDS if known else None)
            failure = reading.result() if reading.done() else None
            if failure is not None and not known:
                raise failure
            if failure is not None or not reading.done():
                break
        return self._known[0]

    def forget(self) -> None:
        """Something was changed here: what is asked from now on is read anew."""
        self._due_at = self._reading = None

    async def _read(self) -> PyMongoError | None:
        reading = asyncio.current_task()
        try:
            found = await self._ask()
            if self._reading is reading and self._known != [found]:  # else it may be from before a change made here
                self._known = [found]
        except PyMongoError as error:
            _log.warning("not_read_anew", subject=self._name, error=type(error).__name__)
            return error
        finally:
            if self._reading is reading:
                self._reading, self._due_at = None, self._clock() + timedelta(seconds=KEPT_SECONDS)
        return None
