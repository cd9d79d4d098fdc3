"""All overrides, as every server sees them: read from the database, and kept for some seconds."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta

import structlog
from pymongo.errors import PyMongoError

from models.model_override import ModelOverride
from services.catalog.overrides import Override
from services.clock import Clock

__all__ = ["MOST_OVERRIDES", "OverrideList"]

_log = structlog.get_logger(__name__)

MOST_OVERRIDES = 1_000
_KEPT = timedelta(seconds=2)
"""So long a change on another server may take to be seen here."""
_PATIENCE_SECONDS = 1.0
_NONE: Mapping[str, Override] = {}


class OverrideList:
    """One for a process: one read in flight, and the last answer while the database is away."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._known: Mapping[str, Override] | None = None
        self._due_at: datetime | None = None
        self._reading: asyncio.Task[PyMongoError | None] | None = None

    async def current(self) -> Mapping[str, Override]:
        """By model id. The same object while nothing has changed. Raises PyMongoError when it could never be read."""
        while self._due_at is None or self._clock() >= self._due_at:
            if self._reading is None:
                self._reading = asyncio.create_task(self._read(), name="model-overrides")
            reading, known = self._reading, self._known
            # With an answer at hand nobody waits long for a database that hangs; no chat can hold without it anyway.
            await asyncio.wait({reading}, timeout=None if known is None else _PATIENCE_SECONDS)
            failure = reading.result() if reading.done() else None
            if failure is not None and known is None:
                raise failure
            if failure is not None or not reading.done():
                break
        return _NONE if self._known is None else self._known

    def forget(self) -> None:
        """Something was changed here: what is asked from now on is read anew."""
        self._due_at = self._reading = None

    async def _read(self) -> PyMongoError | None:
        reading = asyncio.current_task()
        try:
            rows = ModelOverride.get_pymongo_collection().find({}, limit=MOST_OVERRIDES)
            found = {row["_id"]: Override.from_document(row) async for row in rows}
            if self._reading is reading:  # else it may have been read before a change that was made here
                self._known = self._known if found == self._known else found
        except PyMongoError as error:
            _log.warning("model_overrides_not_read", error=type(error).__name__)
            return error
        finally:
            if self._reading is reading:
                self._reading, self._due_at = None, self._clock() + _KEPT
        return None
