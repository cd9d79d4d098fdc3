"""Lets one server at a time do the scheduled run, by a lease in the database."""

from datetime import datetime, timedelta
from typing import Any

from pymongo.errors import DuplicateKeyError

from models.ids import new_id
from models.scheduled_run import ScheduledRun
from services.clock import Clock

__all__ = ["RunLease"]

LEASE = timedelta(minutes=10)
"""Longer than any one step takes; a run that goes on renews it. After a crash another server begins anew then."""

FIRST_AFTER = timedelta(minutes=10)


class RunLease:
    """The document of the run `name`, which comes every `period`."""

    def __init__(self, name: str, period: timedelta, clock: Clock) -> None:
        self._name = name
        self._period = period
        self._clock = clock

    async def take(self) -> str | None:
        """A token when the run is due and no other server has it; else None."""
        now, token = self._clock(), new_id("lse")
        await self._make(now)
        due = {"_id": self._name, "due_at": {"$lte": now}, "lease_until": {"$not": {"$gt": now}}}
        values = {"lease_token": token, "lease_until": now + LEASE, "started_at": now}
        return token if await self._change(due, values) else None

    async def renew(self, token: str) -> bool:
        """Whether the run is still this server's."""
        return await self._change(self._held(token), {"lease_until": self._clock() + LEASE})

    async def finish(self, token: str, outcome: dict[str, Any]) -> bool:
        """Keep the outcome, and let the next run be due a period after this one began."""
        row = await ScheduledRun.find_one(self._held(token))
        if row is None:
            return False
        now = self._clock()
        due_at = max(now, (row.started_at or now) + self._period)
        values = {"due_at": due_at, "finished_at": now, "lease_until": None, "lease_token": None, "outcome": outcome}
        return await self._change(self._held(token), values)

    async def _make(self, now: datetime) -> None:
        """The first run is due soon, once a new server has come up; a later start of a server changes nothing."""
        try:
            await ScheduledRun.get_pymongo_collection().update_one(
                {"_id": self._name}, {"$setOnInsert": {"due_at": now + FIRST_AFTER, "lease_until": None}}, upsert=True
            )
        except DuplicateKeyError:
            return  # another server was faster

    def _held(self, token: str) -> dict[str, Any]:
        return {"_id": self._name, "lease_token": token}

    async def _change(self, query: dict[str, Any], values: dict[str, Any]) -> bool:
        done = await ScheduledRun.get_pymongo_collection().update_one(query, {"$set": values})
        return done.matched_count == 1
