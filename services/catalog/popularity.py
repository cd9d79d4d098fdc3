"""How often each model was used of late, on all servers together."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog
from pymongo.errors import PyMongoError

from models.generation import Generation, GenerationStatus
from services.clock import Clock

__all__ = ["Popularity"]

_log = structlog.get_logger(__name__)

NEWEST_CHATS = 10_000
_LONGEST_MILLISECONDS = 2_000
_RETRY_AFTER = timedelta(seconds=30)


class Popularity:
    """Counts the models of the newest chats, and keeps the counts for a while. One reading in flight."""

    def __init__(self, clock: Clock, *, keep_seconds: int, newest: int = NEWEST_CHATS) -> None:
        self._clock = clock
        self._newest = newest
        self._keep = timedelta(seconds=keep_seconds)
        self._counts: Mapping[str, int] = {}
        self._due_at: datetime | None = None
        self._reading: asyncio.Task[None] | None = None

    async def counts(self) -> Mapping[str, int]:
        """Chats by model id; a model that nobody used is absent. Never raises: it only orders a list."""
        if self._due_at is None or self._clock() >= self._due_at:
            if self._reading is None or self._reading.done():
                self._reading = asyncio.create_task(self._read(), name="model-popularity")
            await asyncio.shield(self._reading)
        return self._counts

    async def _read(self) -> None:
        # By id, which sorts by time: the newest are found without an index of their own.
        done = {"$match": {"status": GenerationStatus.DONE.value}}
        newest: list[dict[str, Any]] = [{"$sort": {"_id": -1}}, {"$limit": self._newest}, done]
        counted = {"$group": {"_id": "$model_id", "chats": {"$sum": 1}}}
        try:
            rows = await Generation.get_pymongo_collection().aggregate(
                [*newest, counted], maxTimeMS=_LONGEST_MILLISECONDS
            )
            self._counts = {row["_id"]: row["chats"] async for row in rows}
        except PyMongoError as error:
            _log.warning("model_popularity_not_read", error=type(error).__name__)
            self._due_at = self._clock() + _RETRY_AFTER
        else:
            self._due_at = self._clock() + self._keep
