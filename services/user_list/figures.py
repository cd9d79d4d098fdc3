"""Keeps `users.figures`: what lists of users are sorted and filtered by.

Two ways, on one server at a time. What is new in the ledger is followed by the ids of its entries: an ObjectId begins
with the second in which it was made, so that their index is one of time. And in small steps it goes round all users,
which meets what no entry tells: tokens that expired, subscriptions that ended, names from before this was kept.
"""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bson.int64 import Int64
from bson.objectid import ObjectId
from pymongo import UpdateOne
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import DuplicateKeyError
from pymongo.read_concern import ReadConcern

from models.scheduled_run import ScheduledRun
from models.user import Role, User, UserStatus
from services.catalog.plan import FREE_PLAN_ID
from services.clock import Clock
from services.identity.name_forms import name_forms
from services.ledger import Balance, Ledger
from services.subscriptions import Plans
from services.subscriptions.plans import PlanInForce

__all__ = ["FigureKeeper"]

_NAME = "user figures"
_PERIOD = timedelta(seconds=9)
"""For so long one server has the work for itself; then whichever is first."""
_LATE = timedelta(seconds=30)
"""An entry may be stored so long after its id was made; clocks of servers differ a little, too."""
WALLETS_AT_ONCE = 500
ROUND_AT_ONCE = 500
_MOST_ROUNDS = 20
"""In one sweep, while there are users without figures: after an upgrade, say."""


class FigureKeeper:
    """One for a process."""

    def __init__(self, database: AsyncDatabase[dict[str, Any]], *, ledger: Ledger, plans: Plans, clock: Clock) -> None:
        self._entries = database.get_collection("ledger_entries", read_concern=ReadConcern("majority"))
        self._ledger = ledger
        self._plans = plans
        self._clock = clock

    async def sweep(self) -> int:
        """Follow what is new, and go round a part; how many users changed. Raises PyMongoError, TokentillError."""
        state = await self._take()
        if state is None:
            return 0
        changed = await self._follow(state["outcome"].get("swept_to") or self._clock())
        return changed + await self._go_round(state["outcome"].get("round_after", ""))

    async def refresh(self, rows: Sequence[Mapping[str, Any]]) -> int:
        """Read the figures of these users, as MongoDB gave them, and keep what differs; how many did."""
        now = self._clock()
        balances = await asyncio.gather(*(self._ledger.balance(row["wallet_id"]) for row in rows))
        paid = await self._plans.in_force([row["_id"] for row in rows])
        updates = []
        for row, balance in zip(rows, balances, strict=True):
            values = _values(row, balance, paid.get(row["_id"]), now)
            if values:
                updates.append(UpdateOne(_unless_newer(row, balance), {"$set": values}))
        if not updates:
            return 0
        return (await User.get_pymongo_collection().bulk_write(updates, ordered=False)).modified_count

    async def _follow(self, since: datetime) -> int:
        changed, wallets, seen, newest = 0, set[str](), set[str](), since
        behind = ObjectId.from_datetime(since - _LATE)
        async for entry in self._entries.find({"_id": {"$gte": behind}}, {"wallet": True}).sort("_id", 1):
            newest = max(newest, entry["_id"].generation_time)
            if entry["wallet"] not in seen:
                wallets.add(entry["wallet"])
                seen.add(entry["wallet"])
            if len(wallets) >= WALLETS_AT_ONCE:
                changed += await self._of_wallets(wallets)
                wallets = set()
                await self._keep({"swept_to": newest})
        changed += await self._of_wallets(wallets)
        await self._keep({"swept_to": newest})
        return changed

    async def _of_wallets(self, wallets: set[str]) -> int:
        rows = await User.get_pymongo_collection().find({"wallet_id": {"$in": list(wallets)}}, _FIELDS).to_list()
        return await self.refresh(rows)

    async def _go_round(self, after: str) -> int:
        changed = 0
        for _ in range(_MOST_ROUNDS):
            found = User.get_pymongo_collection().find({"_id": {"$gt": after}}, _FIELDS)
            rows = await found.sort("_id", 1).limit(ROUND_AT_ONCE).to_list()
            changed += await self.refresh(rows)
            after = rows[-1]["_id"] if len(rows) == ROUND_AT_ONCE else ""
            await self._keep({"round_after": after})
            if not after or all(row.get("figures") for row in rows):
                break
        return changed

    async def _take(self) -> Mapping[str, Any] | None:
        """The state of the work, for this server alone for a while; None: another one has it."""
        now = self._clock()
        runs = ScheduledRun.get_pymongo_collection()
        try:
            await runs.update_one(
                {"_id": _NAME}, {"$setOnInsert": {"due_at": now, "lease_until": None, "outcome": {}}}, upsert=True
            )
        except DuplicateKeyError:
            return None  # another server made it just now
        free = {"_id": _NAME, "lease_until": {"$not": {"$gt": now}}}
        taken: Mapping[str, Any] | None = await runs.find_one_and_update(
            free, {"$set": {"lease_until": now + _PERIOD, "started_at": now}}
        )
        return taken

    async def _keep(self, progress: Mapping[str, Any]) -> None:
        values = {f"outcome.{name}": value for name, value in progress.items()}
        lease = {"lease_until": self._clock() + _PERIOD}
        await ScheduledRun.get_pymongo_collection().update_one({"_id": _NAME}, {"$set": values | lease})


_FIELDS = {"wallet_id": True, "figures": True, "name": True, "name_folded": True, "role": True, "status": True}


def _values(row: Mapping[str, Any], balance: Balance, paid: PlanInForce | None, now: datetime) -> dict[str, Any]:
    """What is to be set of the user; nothing where all is as it was."""
    figures = {
        "available": Int64(balance.available),
        "spent": Int64(balance.lifetime_spent),
        "seq": Int64(balance.seq),
        "plan_id": FREE_PLAN_ID if paid is None else paid.plan_id,
        "plan_until": None if paid is None else paid.until,
    }
    known = row.get("figures") or {}
    values: dict[str, Any] = {}
    if {name: known.get(name) for name in figures} != figures or not known:
        values["figures"] = {**figures, "at": now}
    if row.get("name_folded") is None:
        gone = {UserStatus.ERASING.value, UserStatus.ERASED.value}
        found = row["role"] != Role.GUEST.value and row["status"] not in gone
        values |= name_forms(row["name"], found=found).to_document()
    return values


def _unless_newer(row: Mapping[str, Any], balance: Balance) -> dict[str, Any]:
    """Figures never go back to an earlier entry, and a name is that which was read."""
    older = [{"figures": None}, {"figures.seq": {"$lte": Int64(balance.seq)}}]
    return {"_id": row["_id"], "name": row["name"], "$or": older}
