"""The `usage_exports` collection: a user's latest export. Each change is one conditional update."""

from datetime import datetime, timedelta
from typing import Any

from bson.int64 import Int64
from pymongo.errors import DuplicateKeyError

from models.ids import new_id
from models.usage_export import UsageExport, UsageExportState
from services.clock import Clock
from services.export.errors import ExportLimitReachedError, ExportRunningError

__all__ = ["LEASE", "MOST_A_DAY", "UsageExportStore"]

MOST_A_DAY = 50
LEASE = timedelta(seconds=90)
"""Longer than a reader may stall, so that one that is slow does not lose its turn."""


class UsageExportStore:
    """One at a time for a user, and so many a day, on all servers together. All raise PyMongoError."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def ask(self, export: UsageExport) -> UsageExport:
        """Put it in the place of the user's last one. Raises ExportRunningError while that is being sent."""
        values = export.model_dump(exclude={"id", "revision_id", "day", "taken"})
        values["rows"] = Int64(0)
        asked = {"$set": values, "$setOnInsert": {"day": export.day, "taken": 0}}
        try:
            await self._rows.update_one({"_id": export.id, **self._rested()}, asked, upsert=True)
        except DuplicateKeyError:
            raise ExportRunningError from None
        return export

    async def of(self, user_id: str) -> UsageExport | None:
        """The user's latest export."""
        return await UsageExport.get(user_id)

    async def begin(self, export: UsageExport) -> str:
        """Take the turn; its token. Raises ExportRunningError, ExportLimitReachedError."""
        now, token = self._clock(), new_id("lse")
        day = now.date().isoformat()
        allowed = {"$or": [{"day": {"$ne": day}}, {"taken": {"$lt": MOST_A_DAY}}]}
        taken = {"$cond": [{"$eq": ["$day", day]}, {"$add": ["$taken", 1]}, 1]}
        values = {
            "day": day,
            "taken": taken,
            "state": UsageExportState.RUNNING.value,
            "rows": Int64(0),
            "progress": 0.0,
            "ended_at": None,
            "lease_token": token,
            "lease_until": now + LEASE,
        }
        mine = {"_id": export.id, "export_id": export.export_id, "$and": [self._rested(), allowed]}
        begun = await self._rows.update_one(mine, [{"$set": values}])
        if begun.matched_count == 0:
            row = await self.of(export.id)
            if row is not None and row.day == day and row.taken >= MOST_A_DAY:
                raise ExportLimitReachedError(MOST_A_DAY)
            raise ExportRunningError
        return token

    async def keep(self, user_id: str, token: str, rows: int, progress: float) -> bool:
        """Note how far it is, and keep the turn; false when it was cancelled, or its turn is lost."""
        values = {"rows": Int64(rows), "progress": progress, "lease_until": self._clock() + LEASE}
        kept = await self._rows.update_one({"_id": user_id, "lease_token": token}, {"$set": values})
        return bool(kept.matched_count)

    async def end(self, user_id: str, token: str, state: UsageExportState, rows: int, progress: float) -> None:
        """It was sent to its end, or was cut."""
        values = {**_ended(state, self._clock()), "rows": Int64(rows), "progress": progress}
        await self._rows.update_one({"_id": user_id, "lease_token": token}, {"$set": values})

    async def cancel(self, user_id: str, export_id: str) -> None:
        """Whoever sends it stops within seconds; what nobody took is not to be taken any more."""
        open_ones = {"$in": [UsageExportState.READY.value, UsageExportState.RUNNING.value]}
        values = _ended(UsageExportState.CANCELLED, self._clock())
        await self._rows.update_one({"_id": user_id, "export_id": export_id, "state": open_ones}, {"$set": values})

    def _rested(self) -> dict[str, Any]:
        return {"$or": [{"lease_token": None}, {"lease_until": {"$lte": self._clock()}}]}

    @property
    def _rows(self) -> Any:
        return UsageExport.get_pymongo_collection()


def _ended(state: UsageExportState, now: datetime) -> dict[str, Any]:
    return {"state": state.value, "ended_at": now, "lease_token": None, "lease_until": None}
