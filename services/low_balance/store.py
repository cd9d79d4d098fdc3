"""Reads and writes `low_balances`. Every change is one conditional update, so that servers cannot undo each other."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from bson.int64 import Int64
from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from models.low_balance import LowBalance
from services.ledger.balance import Balance

__all__ = ["TELL_AGAIN", "LowBalanceStore"]

TELL_AGAIN = timedelta(seconds=30)
"""A notice that was not told is told by a sweeper after so long: longer than it takes to tell it at once."""


class LowBalanceStore:
    """All raise PyMongoError."""

    async def of(self, wallets: Collection[str]) -> dict[str, LowBalance]:
        """The rows of those wallets that have one."""
        found = LowBalance.find({"_id": {"$in": list(wallets)}})
        return {row.id: row async for row in found}

    async def choose(self, wallet: str, user_id: str | None, values: Mapping[str, Any]) -> None:
        """Keep what the owner of a wallet chose."""
        try:
            await _rows().update_one({"_id": wallet}, {"$set": {"user_id": user_id, **values}}, upsert=True)
        except DuplicateKeyError:  # it was made just now; so this time it is there
            await _rows().update_one({"_id": wallet}, {"$set": {"user_id": user_id, **values}})

    async def fell(
        self, wallet: str, row: LowBalance | None, user_id: str | None, balance: Balance, threshold: int, now: datetime
    ) -> LowBalance | None:
        """The wallet is low now, which is to be told; None when another server was faster or the owner chose anew."""
        values = {
            "user_id": user_id,
            "low": True,
            "low_at": now,
            "low_available": Int64(balance.available),
            "low_held": Int64(balance.held),
            "low_threshold": Int64(threshold),
            "tell_at": now + TELL_AGAIN,
            "look_at": None,
        }
        chosen = None if row is None else row.threshold_tokens
        same = {"_id": wallet, "low": {"$ne": True}, "threshold_tokens": chosen, "tell_at": None}
        try:
            stored = await _rows().find_one_and_update(
                same,
                {"$set": values, "$inc": {"notices": 1}},
                upsert=row is None,
                return_document=ReturnDocument.AFTER,
            )
        except DuplicateKeyError:
            return None
        return None if stored is None else LowBalance.model_validate(stored)

    async def mark(self, wallet: str, *, low: bool) -> None:
        """Whether it is low, which is told to nobody."""
        values = {"low": low, "low_at": None} if low else {"low": low}
        await _rows().update_one({"_id": wallet, "low": {"$ne": low}}, {"$set": values})

    async def look_at(self, wallet: str, moment: datetime | None) -> None:
        """When it is looked at again by itself."""
        if moment is None:
            await _rows().update_one({"_id": wallet, "look_at": {"$ne": None}}, {"$set": {"look_at": None}})
            return
        try:
            await _rows().update_one({"_id": wallet}, {"$set": {"look_at": moment}}, upsert=True)
        except DuplicateKeyError:
            await _rows().update_one({"_id": wallet}, {"$set": {"look_at": moment}})

    async def told(self, row: LowBalance) -> None:
        """This notice was told."""
        await _rows().update_one({"_id": row.id, "notices": row.notices}, {"$set": {"tell_at": None}})

    async def untold(self, now: datetime, rows: int) -> list[LowBalance]:
        """Those whose notice a crash left untold, the longest first."""
        due = {"tell_at": {"$type": "date", "$lte": now}}
        return await LowBalance.find(due).sort("+tell_at").limit(rows).to_list()

    async def expiring(self, now: datetime, rows: int) -> list[str]:
        """Wallets of which so much has expired by now that they may be low."""
        due = {"look_at": {"$type": "date", "$lte": now}}
        found = await _rows().find(due, {"_id": True}).sort("look_at", 1).limit(rows).to_list()
        return [row["_id"] for row in found]


def _rows() -> Any:
    return LowBalance.get_pymongo_collection()
