"""The sums of charges, as MongoDB makes them."""

from collections.abc import Mapping
from typing import Any

from services.usage.stats import UsageTotals

__all__ = ["SUMS", "totals_of"]

SUMS: dict[str, Any] = {
    "requests": {"$sum": 1},
    "input_tokens": {
        "$sum": {"$add": ["$usage.input_tokens", "$usage.cache_read_tokens", "$usage.cache_write_tokens"]}
    },
    "output_tokens": {"$sum": {"$add": ["$usage.output_tokens", "$usage.reasoning_tokens"]}},
    "cost": {"$sum": "$cost"},
}
"""Accumulators of a $group; `cost` is to be projected by COST_EXPRESSION before."""


def totals_of(row: Mapping[str, Any]) -> UsageTotals:
    """The totals in a row that SUMS made."""
    return UsageTotals(int(row["requests"]), int(row["input_tokens"]), int(row["output_tokens"]), int(row["cost"]))
