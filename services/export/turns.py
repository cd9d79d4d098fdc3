"""Whose turn it is to take an export: one at a time for a user, and so many a day, on all servers together."""

from datetime import timedelta

from pymongo.errors import DuplicateKeyError

from models.account_export import AccountExport
from models.ids import new_id
from services.clock import Clock
from services.export.errors import ExportLimitReachedError, ExportRunningError

__all__ = ["MOST_A_DAY", "ExportTurns"]

MOST_A_DAY = 5
LEASE = timedelta(seconds=90)
"""Longer than a reader may stall, so that one that is slow does not lose its turn."""


class ExportTurns:
    """The `account_exports` collection. All raise PyMongoError."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def check(self, user_id: str) -> None:
        """Raises what `take` would, and takes nothing."""
        row = await AccountExport.find_one({"_id": user_id})
        if row is None:
            return
        if row.day == self._day() and row.taken >= MOST_A_DAY:
            raise ExportLimitReachedError(MOST_A_DAY)
        if row.until is not None and row.until > self._clock():
            raise ExportRunningError

    async def take(self, user_id: str) -> str:
        """A turn, by the token with which it is kept. Raises ExportRunningError, ExportLimitReachedError."""
        now, day, token = self._clock(), self._day(), new_id("lse")
        rested = {"$or": [{"until": None}, {"until": {"$lte": now}}]}
        allowed = {"$or": [{"day": {"$ne": day}}, {"taken": {"$lt": MOST_A_DAY}}]}
        taken = {"$cond": [{"$eq": ["$day", day]}, {"$add": ["$taken", 1]}, 1]}
        values = {"day": day, "taken": taken, "lease_token": token, "until": now + LEASE}
        try:
            await AccountExport.get_pymongo_collection().update_one(
                {"_id": user_id, "$and": [rested, allowed]}, [{"$set": values}], upsert=True
            )
        except DuplicateKeyError:  # the row is there, and was not rested or not allowed
            await self.check(user_id)
            raise ExportRunningError from None
        return token

    async def keep(self, user_id: str, token: str) -> bool:
        """Keep the turn for another while; false when it was lost."""
        mine = {"_id": user_id, "lease_token": token}
        kept = await AccountExport.get_pymongo_collection().update_one(mine, {"$set": {"until": self._clock() + LEASE}})
        return kept.matched_count == 1

    async def give_back(self, user_id: str, token: str) -> None:
        """It has ended, or was cut."""
        mine = {"_id": user_id, "lease_token": token}
        await AccountExport.get_pymongo_collection().update_one(mine, {"$set": {"until": None}})

    def _day(self) -> str:
        return self._clock().date().isoformat()
