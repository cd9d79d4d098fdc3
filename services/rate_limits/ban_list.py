"""Who is banned now, as this process knows it: what it banned itself, and every 2 s what other servers changed."""

import asyncio
from datetime import datetime, timedelta

from models.ban import Ban, SubjectKind
from services.clock import Clock
from services.rate_limits.subject import Subject

__all__ = ["BanList"]

_OVERLAP_SECONDS = 10
"""A change may become readable after a later one: so far back is read again."""
_MOST = 100_000


class BanList:
    """One for a process. Asking it costs no call."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._until: dict[Subject, datetime] = {}
        self._read_up_to: datetime | None = None
        self._reading = asyncio.Lock()

    def until(self, subject: Subject) -> datetime | None:
        """When the subject's ban ends; None when it has none."""
        if not self._until:
            return None
        until = self._until.get(subject)
        if until is None:
            return None
        if until > self._clock():
            return until
        del self._until[subject]
        return None

    def note(self, subject: Subject, until: datetime) -> None:
        """A ban, or one that has ended when `until` is past."""
        if until > self._clock():
            self._until[subject] = until
        else:
            self._until.pop(subject, None)

    async def refresh(self) -> None:
        """Read what has changed since the last time. Raises PyMongoError.

        One at a time: rows of an earlier read must not be noted after those of a later one.
        """
        async with self._reading:
            await self._read()

    async def _read(self) -> None:
        now = self._clock()
        query: dict[str, object] = {"until": {"$gt": now}}
        if self._read_up_to is not None:
            query = {"changed_at": {"$gte": self._read_up_to - timedelta(seconds=_OVERLAP_SECONDS)}}
        rows = Ban.get_pymongo_collection().find(
            query, projection={"kind": True, "subject": True, "until": True}, sort=[("changed_at", 1)], limit=_MOST
        )
        async for row in rows:
            self.note(Subject(SubjectKind(row["kind"]), row["subject"]), row["until"])
        self._read_up_to = now
