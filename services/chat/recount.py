"""Counts conversations again: what their messages come to against the totals that they carry.

Totals change in the transaction that stores a reply, so totals that did not change while the messages were read belong
to exactly those. Where they did, both are read again; they are put right only as long as they are what was compared.
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from bson.int64 import Int64

from models.conversation import Conversation
from models.message import CompletionUsage, Message

__all__ = ["RecountReport", "Totals", "WrongTotals", "recount"]

_AT_ONCE = 200
_TRIES = 20
_MOST_TOLD = 1_000
_KINDS = tuple(name for name in CompletionUsage.model_fields if name.endswith("_tokens"))


@dataclass(frozen=True, slots=True)
class Totals:
    """Messages, model tokens of all replies, and wallet tokens, over all branches."""

    messages: int = 0
    tokens: int = 0
    cost: int = 0

    def __str__(self) -> str:
        return f"{self.messages} messages, {self.tokens} tokens, cost {self.cost}"


@dataclass(frozen=True, slots=True)
class WrongTotals:
    """A conversation whose totals are not what its messages come to."""

    conversation_id: str
    stored: Totals
    counted: Totals
    fixed: bool


@dataclass(slots=True)
class RecountReport:
    """What was counted. `wrong` has the first 1,000 of `found`."""

    conversations: int = 0
    found: int = 0
    fixed: int = 0
    wrong: list[WrongTotals] = field(default_factory=list)

    @property
    def left(self) -> int:
        """How many are still wrong."""
        return self.found - self.fixed

    @property
    def clean(self) -> bool:
        """Whether all totals are right now."""
        return self.left == 0

    def add(self, wrong: WrongTotals) -> None:
        """One more that was wrong."""
        self.found += 1
        self.fixed += wrong.fixed
        if len(self.wrong) < _MOST_TOLD:
            self.wrong.append(wrong)

    def to_document(self) -> dict[str, Any]:
        """For JSON."""
        return {**asdict(self), "left": self.left, "clean": self.clean}


async def recount(*, fix: bool, progress: Callable[[int], None] | None = None) -> RecountReport:
    """Compare every conversation that is not being deleted, and with `fix` put its totals right. May be repeated.

    `progress` is told how many are done. Raises PyMongoError.
    """
    report = RecountReport()
    async for conversations in _batches():
        counted = await _counted(list(conversations))
        for conversation_id, stored in conversations.items():
            if counted.get(conversation_id, Totals()) != stored:
                wrong = await _look_closer(conversation_id, fix=fix)
                if wrong is not None:
                    report.add(wrong)
        report.conversations += len(conversations)
        if progress is not None:
            progress(report.conversations)
    return report


async def _batches() -> AsyncIterator[dict[str, Totals]]:
    """The totals that conversations carry, by id, some hundreds at a time. Newer ones than the last are not met."""
    after = ""
    while True:
        query = {"_id": {"$gt": after}, "deleted_at": None}
        rows = await _conversations().find(query, projection=_CARRIED).sort("_id", 1).limit(_AT_ONCE).to_list()
        if not rows:
            return
        yield {row["_id"]: _carried(row) for row in rows}
        after = rows[-1]["_id"]


async def _look_closer(conversation_id: str, *, fix: bool) -> WrongTotals | None:
    """None when it is right, or is gone; a reply that is stored meanwhile makes no difference."""
    wrong: WrongTotals | None = None
    for _ in range(_TRIES):
        row = await _conversations().find_one({"_id": conversation_id, "deleted_at": None}, projection=_CARRIED)
        if row is None:
            return None
        stored = _carried(row)
        counted = (await _counted([conversation_id])).get(conversation_id, Totals())
        unchanged = {"_id": conversation_id, "deleted_at": None, **{name: row[name] for name in _CARRIED}}
        if counted == stored:
            return None
        if fix:
            fixed = await _conversations().update_one(unchanged, {"$set": _written(counted)})
            settled = bool(fixed.matched_count)
        else:
            settled = await _conversations().find_one(unchanged, projection={"_id": True}) is not None
        wrong = WrongTotals(conversation_id, stored, counted, fixed=fix and settled)
        if settled:
            break
    return wrong


async def _counted(conversation_ids: Sequence[str]) -> dict[str, Totals]:
    """What the messages of these conversations come to; one without any is absent.

    The count of messages is the position of the next one as well, so a message that is missing counts, too.
    """
    tokens = {"$sum": [{"$ifNull": [f"$usage.{kind}", 0]} for kind in _KINDS]}
    rows = await Message.get_pymongo_collection().aggregate(
        [
            {"$match": {"conversation_id": {"$in": list(conversation_ids)}}},
            {
                "$group": {
                    "_id": "$conversation_id",
                    "last": {"$max": "$position"},
                    "tokens": {"$sum": tokens},
                    "cost": {"$sum": {"$ifNull": ["$usage.cost", 0]}},
                }
            },
        ]
    )
    return {row["_id"]: Totals(row["last"] + 1, row["tokens"], row["cost"]) async for row in rows}


_CARRIED = {"message_count": True, "total_tokens": True, "total_cost": True}


def _carried(row: Mapping[str, Any]) -> Totals:
    return Totals(row["message_count"], row["total_tokens"], row["total_cost"])


def _written(totals: Totals) -> dict[str, Int64]:
    values = (totals.messages, totals.tokens, totals.cost)
    return dict(zip(_CARRIED, map(Int64, values), strict=True))


def _conversations() -> Any:
    return Conversation.get_pymongo_collection()
