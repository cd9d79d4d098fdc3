"""A wallet's totals over all time, without reading all time again at each call.

The sums up to some entry are kept, and a call adds the charges behind it. Entries are never changed and a wallet's
numbers have no gaps that are filled later, so what was summed once stays summed. Only entries that a majority has are
read: what is kept can never count one that is rolled back. The kept sums are a cache; without them a call begins anew.
"""

from typing import Any

from bson.int64 import Int64
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import DuplicateKeyError
from pymongo.read_concern import ReadConcern

from services.usage.records import COST_EXPRESSION, UsageFilter
from services.usage.stats import UsageTotals
from services.usage.sums import SUMS, totals_of

__all__ = ["RunningTotals"]

CHARGES_AT_ONCE = 10_000
"""Charges that are summed before the sums are kept; a long history is read once, in such steps."""
_KEPT_AFTER = 50
"""New charges that are worth a write."""
_SUMMED = ("requests", "input_tokens", "output_tokens", "cost")


class RunningTotals:
    """Several servers may sum up one wallet at once: the one that is further wins."""

    def __init__(
        self, database: AsyncDatabase[dict[str, Any]], *, at_once: int = CHARGES_AT_ONCE, kept_after: int = _KEPT_AFTER
    ) -> None:
        self._entries = database.get_collection("ledger_entries", read_concern=ReadConcern("majority"))
        self._kept = database["running_usage"]
        self._at_once = at_once
        self._kept_after = kept_after

    async def of(self, wallet: str) -> UsageTotals:
        """The sums over all that the wallet was ever charged for."""
        sums: dict[str, Any] = await self._kept.find_one({"_id": wallet}) or {"seq": 0, **dict.fromkeys(_SUMMED, 0)}
        while True:
            new = await self._behind(wallet, sums["seq"])
            if new is None:
                return totals_of(sums)
            sums = {"seq": new["seq"], **{name: sums[name] + new[name] for name in _SUMMED}}
            if new["requests"] >= self._kept_after:
                await self._keep(wallet, sums)
            if new["requests"] < self._at_once:
                return totals_of(sums)

    async def _behind(self, wallet: str, seq: int) -> dict[str, Any] | None:
        """The sums over the next charges behind the entry `seq`; None when there are none."""
        pipeline: list[dict[str, Any]] = [
            {"$match": {**UsageFilter().query(wallet), "seq": {"$gt": Int64(seq)}}},
            {"$sort": {"seq": 1}},
            {"$limit": self._at_once},
            {"$project": {"seq": 1, "usage": 1, "cost": COST_EXPRESSION}},
            {"$group": {"_id": None, "seq": {"$max": "$seq"}, **SUMS}},
        ]
        found = await (await self._entries.aggregate(pipeline)).to_list()
        return found[0] if found else None

    async def _keep(self, wallet: str, sums: dict[str, Any]) -> None:
        kept = {name: Int64(sums[name]) for name in ("seq", *_SUMMED)}
        try:
            await self._kept.replace_one({"_id": wallet, "seq": {"$lt": kept["seq"]}}, kept, upsert=True)
        except DuplicateKeyError:
            return  # another server has kept as much or more
