"""Reads charges from the ledger, some at a time, the newest of each wallet first.

No cursor stays open between two pages: a reader may be as slow as it likes, and memory holds one page.
"""

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pymongo.asynchronous.collection import AsyncCollection
from pymongo.asynchronous.database import AsyncDatabase

from models.ids import moment_of
from services.usage.records import SPENDING_OPS, UsageFilter

__all__ = ["ROWS_AT_ONCE", "Charge", "ChargePage", "charges"]

ROWS_AT_ONCE = 500
_PLACE = ("wallet", "seq")
_ORDER = [("wallet", 1), ("seq", -1)]
_INDEX = "usage"
"""Of charges by wallet and number. There are others that a planner could take, and then sort by itself."""
_FIELDS = (*_PLACE, "at", "changes", "usage", "state", "state_ref")
_COUNTS = ("input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens", "reasoning_tokens")

Charge = dict[str, Any]
"""One charge: its columns by name, in the order of `columns.COLUMNS`."""


@dataclass(frozen=True, slots=True)
class ChargePage:
    """Some charges, and how much of what is looked through lies behind them, from 0 to 1."""

    charges: list[Charge]
    progress: float


async def charges(
    database: AsyncDatabase[dict[str, Any]], wallet: str | None, wanted: UsageFilter
) -> AsyncGenerator[ChargePage, None]:
    """Pages of the charges of `wallet`, or of all wallets; some are empty. Raises PyMongoError.

    What the filter leaves out is read as well, so that no page takes long to find, however little matches.
    """
    entries, fits = database["ledger_entries"], _Fit(wanted)
    end = None if wallet is None else await _end(entries, wallet, wanted.until)
    reading: _Reading | None = _Reading(wallet, end)
    track = await _Track.over(entries, wallet)
    while track is not None and reading is not None:
        found = [
            row
            async for row in entries.find({"usage": {"$exists": True}, **reading.query()}, _FIELDS, hint=_INDEX)
            .sort(_ORDER)
            .limit(ROWS_AT_ONCE)
        ]
        if found:
            yield ChargePage(await _columns(database, [row for row in found if fits(row)]), track.at(found[-1]))
        reading = reading.following(found, fits, alone=wallet is not None)


async def _end(entries: AsyncCollection[dict[str, Any]], wallet: str, until: datetime | None) -> int | None:
    """A number from which on all charges are too late; times never go back in a wallet."""
    if until is None:
        return None
    late = {"wallet": wallet, "usage": {"$exists": True}, "at": {"$gte": until}}
    found = await entries.find_one(late, _PLACE, sort=[("at", 1)])
    return None if found is None else int(found["seq"])


class _Fit:
    """Whether a charge is one of those that are wanted."""

    def __init__(self, wanted: UsageFilter) -> None:
        query = wanted.query("")
        self._fields = {name.removeprefix("usage."): value for name, value in query.items() if "usage." in name}
        self._since, self._until = wanted.since, wanted.until

    def __call__(self, row: Mapping[str, Any]) -> bool:
        if self.too_old(row) or (self._until is not None and row["at"] >= self._until):
            return False
        usage = row["usage"]
        return all(usage.get(name) == value for name, value in self._fields.items())

    def too_old(self, row: Mapping[str, Any]) -> bool:
        """Then so are all that come after it in its wallet."""
        return self._since is not None and bool(row["at"] < self._since)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Where the next page begins: in `wallet` below the number `below`, or in the wallets after it. None: anywhere."""

    wallet: str | None
    below: int | None = None
    after: bool = False

    def query(self) -> dict[str, Any]:
        if self.wallet is None:
            return {}
        if self.after:
            return {"wallet": {"$gt": self.wallet}}
        return {"wallet": self.wallet} if self.below is None else {"wallet": self.wallet, "seq": {"$lt": self.below}}

    def following(self, found: list[dict[str, Any]], fits: _Fit, *, alone: bool) -> "_Reading | None":
        """None: all is read."""
        if len(found) == ROWS_AT_ONCE and not fits.too_old(found[-1]):
            return _Reading(found[-1]["wallet"], int(found[-1]["seq"]))
        if alone:
            return None
        if len(found) == ROWS_AT_ONCE:
            return _Reading(found[-1]["wallet"], after=True)
        inside = self.wallet is not None and not self.after
        return _Reading(self.wallet, after=True) if inside else None


@dataclass(frozen=True, slots=True)
class _Track:
    """Tells by a charge's place how far the reading has come: by its number in one wallet, else by the wallet's age.

    Ids of wallets sort by time.
    """

    first: Mapping[str, Any]
    last: Mapping[str, Any]
    alone: bool

    @classmethod
    async def over(cls, entries: AsyncCollection[dict[str, Any]], wallet: str | None) -> "_Track | None":
        """None: there is no charge."""
        query: dict[str, Any] = {"usage": {"$exists": True}} | ({} if wallet is None else {"wallet": wallet})
        first = await entries.find_one(query, _PLACE, sort=_ORDER, hint=_INDEX)
        last = await entries.find_one(query, _PLACE, sort=[("wallet", -1)], hint=_INDEX)
        return None if first is None or last is None else cls(first, last, alone=wallet is not None)

    def at(self, charge: Mapping[str, Any]) -> float:
        if self.alone:
            return 1 - int(charge["seq"]) / max(1, int(self.first["seq"]))
        try:
            begin, end, now = (moment_of(row["wallet"]) for row in (self.first, self.last, charge))
        except ValueError:  # a wallet that was not made by `new_id`
            return 0.0
        return min(1.0, (now - begin) / (end - begin)) if end > begin else 0.0


async def _columns(database: AsyncDatabase[dict[str, Any]], found: list[dict[str, Any]]) -> list[Charge]:
    states = await _snapshots(database, [row["state_ref"] for row in found if "state_ref" in row])
    owners = await _owners(database, {row["wallet"] for row in found})
    return [_charge(row, row.get("state") or states[row["state_ref"]], owners.get(row["wallet"])) for row in found]


async def _snapshots(database: AsyncDatabase[dict[str, Any]], names: list[str]) -> dict[str, Mapping[str, Any]]:
    if not names:
        return {}
    found = database["ledger_snapshots"].find({"_id": {"$in": names}}, {"state": True})
    return {row["_id"]: row["state"] async for row in found}


async def _owners(database: AsyncDatabase[dict[str, Any]], wallets: set[str]) -> dict[str, str]:
    """The users of wallets that are not a team's."""
    found = database["users"].find({"wallet_id": {"$in": list(wallets)}}, {"wallet_id": True})
    return {row["wallet_id"]: row["_id"] async for row in found}


def _charge(entry: Mapping[str, Any], state: Mapping[str, Any], owner: str | None) -> Charge:
    usage = entry["usage"]
    return {
        "at": entry["at"],
        "entry_id": str(entry["_id"]),
        "wallet_id": entry["wallet"],
        "user_id": usage.get("member_id") or owner,
        "kind": usage["kind"],
        "model_id": usage.get("model"),
        "provider": usage.get("provider"),
        "conversation_id": usage.get("conversation_id"),
        "message_id": usage.get("message_id"),
        "reference": usage.get("reference"),
        **{name: int(usage[name]) for name in _COUNTS},
        "images": int(usage.get("images", 0)),
        "cost": sum(int(change["amount"]) for change in entry["changes"] if change["op"] in SPENDING_OPS),
        "balance_after": _available(state, entry["at"]),
    }


def _available(state: Mapping[str, Any], at: datetime) -> int:
    """As `services.ledger.state.balance_at` says, without making a state of every document."""
    frozen = state.get("frozen", ())
    return sum(
        int(grant["available"])
        for grant in state["grants"]
        if (grant.get("expires_at") is None or grant["expires_at"] > at) and grant.get("reference") not in frozen
    )
