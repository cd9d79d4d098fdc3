"""Rows that are summed up, as MongoDB makes them: of a charge, of a cell of a run, of a kept day. All look alike.

A row has `at`, `model`, `provider`, `kind`, `member`, `conversation`, without what is None; and the counts `requests`,
`input_tokens` (with cached input), `output_tokens` (with reasoning) and `cost` (wallet tokens).
"""

from collections.abc import Iterable, Mapping
from typing import Any

from bson.int64 import Int64

from services.usage.records import COST_EXPRESSION
from services.usage.stats import UsageTotals

__all__ = ["COUNTS", "DIMENSIONS", "OF_CHARGE", "SUM_OF_ROWS", "as_stored", "charges_of", "totals_of"]

Pipeline = list[dict[str, Any]]

DIMENSIONS = ("model", "provider", "kind", "member")
"""What charges are told apart by, besides their time and conversation."""
COUNTS = ("requests", "input_tokens", "output_tokens", "cost")

OF_CHARGE: dict[str, Any] = {
    "_id": False,
    "seq": True,
    "at": True,
    "model": "$usage.model",
    "provider": "$usage.provider",
    "kind": "$usage.kind",
    "member": "$usage.member_id",
    "conversation": "$usage.conversation_id",
    "requests": {"$literal": 1},
    "input_tokens": {"$add": ["$usage.input_tokens", "$usage.cache_read_tokens", "$usage.cache_write_tokens"]},
    "output_tokens": {"$add": ["$usage.output_tokens", "$usage.reasoning_tokens"]},
    "cost": COST_EXPRESSION,
}
"""A $project that makes a row of a ledger entry."""

SUM_OF_ROWS: dict[str, Any] = {count: {"$sum": f"${count}"} for count in COUNTS}
"""Accumulators of a $group."""


def charges_of(wallet: str, *, after: int, through: int | None = None) -> dict[str, Any]:
    """The query for a wallet's charges behind the entry `after`, up to and with the entry `through`."""
    numbers = {"$gt": Int64(after)} | ({} if through is None else {"$lte": Int64(through)})
    return {"wallet": wallet, "usage": {"$exists": True}, "seq": numbers}


def totals_of(row: Mapping[str, Any]) -> UsageTotals:
    """The totals in a row."""
    return UsageTotals(int(row["requests"]), int(row["input_tokens"]), int(row["output_tokens"]), int(row["cost"]))


def as_stored(row: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """A grouped row (its `_id` holds what it was grouped by) as it is kept: the names that it has, and the counts."""
    group = row["_id"]
    named = {name: group[name] for name in names if group.get(name) is not None}
    return named | {count: Int64(row[count]) for count in COUNTS}
