"""The totals of a wallet, or of a conversation of it, over all time, without reading all time again at each call.

The sums up to some entry are kept, and a call adds the charges behind it. Entries are never changed and a wallet's
numbers have no gaps that are filled later, so what was summed once stays summed. Only entries that a majority has are
read: what is kept can never count one that is rolled back. The kept sums are a cache; without them a call begins anew.
"""

from typing import Any

from bson.int64 import Int64
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import DuplicateKeyError
from pymongo.read_concern import ReadConcern

from services.usage.rows import COUNTS, OF_CHARGE, SUM_OF_ROWS, charges_of, totals_of
from services.usage.stats import UsageTotals

__all__ = ["RunningTotals"]

CHARGES_AT_ONCE = 10_000
"""Charges that are summed before the sums are kept; a long history is read once, in such steps."""
_KEPT_AFTER = 50
"""New charges that are worth a write."""


class RunningTotals:
    """Several servers may sum up one wallet at once: the one that is further wins."""

    def __init__(
        self, database: AsyncDatabase[dict[str, Any]], *, at_once: int = CHARGES_AT_ONCE, kept_after: int = _KEPT_AFTER
    ) -> None:
        self._entries = database.get_collection("ledger_entries", read_concern=ReadConcern("majority"))
        self._kept = database["running_usage"]
        self._at_once = at_once
        self._kept_after = kept_after

    async def of(self, wallet: str, conversation: str | None = None, member: str | None = None) -> UsageTotals:
        """The sums over all that the wallet was ever charged for, or over its charges for one conversation.

        Of the latter those of `member` alone, if it is not None.
        """
        identity = " ".join(each for each in (wallet, conversation, member) if each is not None)
        sums: dict[str, Any] = await self._kept.find_one({"_id": identity}) or {"seq": 0, **dict.fromkeys(COUNTS, 0)}
        while True:
            new = await self._behind(wallet, conversation, member, sums["seq"])
            if new is None:
                return totals_of(sums)
            sums = {"seq": new["seq"], **{name: sums[name] + new[name] for name in COUNTS}}
            if new["requests"] >= self._kept_after:
                await self._keep(identity, sums)
            if new["requests"] < self._at_once:
                return totals_of(sums)

    async def _behind(
        self, wallet: str, conversation: str | None, member: str | None, seq: int
    ) -> dict[str, Any] | None:
        """The sums over the next charges behind the entry `seq`; None when there are none."""
        query, index = charges_of(wallet, after=seq), "usage"
        if conversation is not None:
            query, index = query | {"usage.conversation_id": conversation}, "usage_conversation"
            query |= {} if member is None else {"usage.member_id": member}
        pipeline: list[dict[str, Any]] = [
            {"$match": query},
            {"$sort": {"seq": 1}},
            {"$limit": self._at_once},
            {"$project": OF_CHARGE},
            {"$group": {"_id": None, "seq": {"$max": "$seq"}} | SUM_OF_ROWS},
        ]
        found = await (await self._entries.aggregate(pipeline, hint=index)).to_list()
        return found[0] if found else None

    async def _keep(self, identity: str, sums: dict[str, Any]) -> None:
        kept = {name: Int64(sums[name]) for name in ("seq", *COUNTS)}
        try:
            await self._kept.replace_one({"_id": identity, "seq": {"$lt": kept["seq"]}}, kept, upsert=True)
        except DuplicateKeyError:
            return  # another server has kept as much or more
