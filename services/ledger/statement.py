"""A wallet's statement: what it held before, each entry with what it moved, what it held after."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from bson.codec_options import CodecOptions
from pymongo import ReadPreference
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.read_concern import ReadConcern

__all__ = ["MOST_LINES", "Pockets", "Statement", "StatementError", "StatementLine", "line_of", "read_statement"]

MOST_LINES = 100_000

Document = dict[str, Any]

_INTO_AVAILABLE = {"grant": 1, "return": 1, "spend": -1, "hold": -1, "expire": -1, "revoke": -1, "repay": -1}
_INTO_HELD = {"hold": 1, "settle": -1, "return": -1}
_ONTO_DEBT = {"owe": 1, "repay": -1}


class StatementError(Exception):
    """There is no such wallet, the range is too long, or the stored entries cannot be read."""


@dataclass(frozen=True, slots=True)
class Pockets:
    """Whole tokens. `available` has frozen ones in it, and expired ones until the entry that expires them."""

    available: int = 0
    held: int = 0
    debt: int = 0

    def __add__(self, other: "Pockets") -> "Pockets":
        """Pocket by pocket."""
        return Pockets(self.available + other.available, self.held + other.held, self.debt + other.debt)


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One entry: what it moved into and out of the pockets."""

    seq: int
    at: datetime
    kind: str
    key: str
    moved: Pockets


@dataclass(frozen=True, slots=True)
class Statement:
    """The entries from `start` on and before `end`. Opening and closing are what stored entries state."""

    wallet: str
    start: datetime | None
    end: datetime | None
    opening: Pockets
    lines: tuple[StatementLine, ...]
    closing: Pockets

    @property
    def adds_up(self) -> bool:
        """Whether opening and entries give closing."""
        return sum((line.moved for line in self.lines), self.opening) == self.closing

    def to_document(self) -> Document:
        """Plain data; moments in ISO 8601."""
        lines = [
            {"seq": line.seq, "at": _iso(line.at), "kind": line.kind, "key": line.key, **asdict(line.moved)}
            for line in self.lines
        ]
        return {
            "wallet": self.wallet,
            "from": _iso(self.start),
            "to": _iso(self.end),
            "opening": asdict(self.opening),
            "entries": lines,
            "closing": asdict(self.closing),
            "adds_up": self.adds_up,
        }


async def read_statement(
    database: AsyncDatabase[Document], wallet: str, start: datetime | None, end: datetime | None
) -> Statement:
    """The statement of `wallet` from `start` on and before `end`; None is its beginning, or its newest entry.

    An entry's time is never before that of the entry before it, so the range is found by halving, however long the
    wallet is. Raises StatementError for an unknown wallet and for more than MOST_LINES entries, and PyMongoError.
    """
    reader = _Reader(database, wallet)
    newest = await reader.newest()
    if newest is None:
        raise StatementError(f"The wallet {wallet!r} has no entries")
    first = 1 if start is None else await reader.first_from(start, newest)
    after = newest + 1 if end is None else await reader.first_from(end, newest)
    if after - first > MOST_LINES:
        raise StatementError(
            f"{after - first} entries are more than a statement can have ({MOST_LINES}); name less time"
        )
    opening = await reader.stated_after(first - 1)
    if after <= first:
        return Statement(wallet, start, end, opening, (), opening)
    return Statement(
        wallet, start, end, opening, await reader.lines(first, after), await reader.stated_after(after - 1)
    )


class _Reader:
    def __init__(self, database: AsyncDatabase[Document], wallet: str) -> None:
        def committed(name: str) -> Any:
            return database.get_collection(
                name, CodecOptions(tz_aware=True), ReadPreference.PRIMARY, read_concern=ReadConcern("majority")
            )

        self._entries = committed("ledger_entries")
        self._snapshots = committed("ledger_snapshots")
        self._wallet = wallet

    async def newest(self) -> int | None:
        row = await self._entries.find_one({"wallet": self._wallet}, {"seq": 1}, sort=[("seq", -1)])
        return None if row is None else int(row["seq"])

    async def first_from(self, moment: datetime, newest: int) -> int:
        """The number of the first entry at `moment` or later; one more than `newest` when there is none."""
        low, high = 1, newest + 1
        while low < high:
            middle = (low + high) // 2
            if (await self._entry(middle, {"at": 1}))["at"] < moment:
                low = middle + 1
            else:
                high = middle
        return low

    async def stated_after(self, seq: int) -> Pockets:
        """What the entry itself says that the wallet holds after it."""
        if seq == 0:
            return Pockets()
        entry = await self._entry(seq, {"state": 1, "state_ref": 1})
        state = entry.get("state")
        if state is None:
            snapshot = await self._snapshots.find_one({"_id": entry.get("state_ref")})
            if snapshot is None:
                raise StatementError(f"The state of entry {seq} is missing; run the audit")
            state = snapshot["state"]
        held = sum(part["amount"] for hold in state.get("holds", ()) for part in hold["parts"])
        return Pockets(sum(int(grant["available"]) for grant in state["grants"]), int(held), int(state["debt"]))

    async def lines(self, first: int, after: int) -> tuple[StatementLine, ...]:
        query = {"wallet": self._wallet, "seq": {"$gte": first, "$lt": after}}
        rows = self._entries.find(query, {"state": 0}).sort("seq", 1)
        return tuple([line_of(row) async for row in rows])

    async def _entry(self, seq: int, fields: Mapping[str, int]) -> Document:
        entry: Document | None = await self._entries.find_one({"wallet": self._wallet, "seq": seq}, fields)
        if entry is None:
            raise StatementError(f"Entry {seq} is missing; run the audit")
        return entry


def line_of(row: Mapping[str, Any]) -> StatementLine:
    """What a stored entry moved."""
    moved = Pockets(*(_moved(row["changes"], signs) for signs in (_INTO_AVAILABLE, _INTO_HELD, _ONTO_DEBT)))
    return StatementLine(int(row["seq"]), row["at"], row["kind"], row["key"], moved)


def _moved(changes: Iterable[Mapping[str, Any]], signs: Mapping[str, int]) -> int:
    return sum(signs.get(change["op"], 0) * int(change["amount"]) for change in changes)


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="milliseconds")
