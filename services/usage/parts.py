"""How a range is divided in time, and what the database is asked for each part."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from services.usage.rows import COUNTS, DIMENSIONS, SUM_OF_ROWS, Pipeline, totals_of
from services.usage.sources import is_slot, unwound
from services.usage.stats import StatsRange, TimeBucket, UsageTotals
from services.usage.time_buckets import Stretch, offset_at, starts, stretches

__all__ = ["Parts", "Point", "Series", "sums", "sums_of_days", "sums_of_groups"]

Point = tuple[datetime, UsageTotals]
Series = dict[int, UsageTotals]
"""Totals by the place of a part of time in the range."""


@dataclass(frozen=True, slots=True)
class Parts:
    """How a range is divided in time."""

    starts: list[datetime]
    holding: list[Stretch]
    unit: TimeBucket

    @classmethod
    def of(cls, wanted: StatsRange) -> Self:
        """Those of a range."""
        return cls(
            starts(wanted.since, wanted.until, wanted.bucket, wanted.timezone),
            stretches(wanted.timezone, wanted.since, wanted.until),
            wanted.bucket,
        )

    def group(self) -> dict[str, Any]:
        """What rows are grouped by in the database: local parts, told apart where clocks were changed between."""
        offset = offset_at(self.holding)
        local = {"$add": ["$at", offset]}
        start = {"$dateTrunc": {"date": local, "unit": self.unit.value, "startOfWeek": "monday"}}
        return {"start": start, "offset": offset}

    def odd(self) -> list[datetime]:
        """Moments at which parts begin that cells do not tell apart."""
        return [moment for moment in (*self.starts[1:], *(at for at, _ in self.holding[1:])) if not is_slot(moment)]

    def place(self, moment: datetime) -> int:
        """In which part `moment` is."""
        return max(0, bisect_right(self.starts, moment) - 1)

    def series(self, rows: Iterable[dict[str, Any]]) -> Series:
        """Totals by part, of rows that were grouped by `group`."""
        series: Series = defaultdict(UsageTotals)
        for row in rows:
            series[self.place(row["at"])] += totals_of(row)
        return series

    def points(self, series: Series) -> list[Point]:
        """The parts that have usage, the oldest first."""
        return [(self.starts[place], series[place]) for place in sorted(series)]


def sums(parts: Parts | None) -> Pipeline:
    """Sums of rows by what they are told apart by, and with `parts` by time as well."""
    branches = {"cells": _by_dimensions("$")}
    if parts is not None:
        branches["series"] = [{"$group": {"_id": parts.group(), "at": {"$min": "$at"}} | SUM_OF_ROWS}]
    return [{"$facet": branches}]


def sums_of_days(parts: Parts | None, filters: dict[str, Any]) -> Pipeline:
    """The same of kept days, which know their totals; and how many days there are."""
    found: Pipeline = [{"$count": "days"}]
    if filters:
        filtered: Pipeline = [*unwound({"$mergeObjects": ["$cells", {"at": "$start"}]}), {"$match": filters}]
        return [
            {"$facet": {"found": found} | {name: filtered + each for name, each in sums(parts)[0]["$facet"].items()}}
        ]
    branches = {"found": found, "cells": [{"$unwind": "$cells"}, *_by_dimensions("$cells.")]}
    if parts is not None:
        rows: Pipeline = [
            {"$match": {"requests": {"$gt": 0}}},
            {"$project": {"_id": False, "at": "$start"} | dict.fromkeys(COUNTS, True)},
        ]
        # Days are parts already, where parts are days.
        branches["series"] = rows if parts.unit is TimeBucket.DAY else rows + sums(parts)[0]["$facet"]["series"]
    return [{"$facet": branches}]


def sums_of_groups(parts: Parts, by: str, own: Sequence[str | None]) -> Pipeline:
    """Sums by time and the field `by`, for each of its values `own`; those of all others together."""
    key = {"$ifNull": [f"${by}", None]}
    is_own = {"$in": [key, {"$literal": list(own)}]}
    group = parts.group() | {"own": is_own, "key": {"$cond": [is_own, key, None]}}
    return [{"$group": {"_id": group, "at": {"$min": "$at"}} | SUM_OF_ROWS}]


def _by_dimensions(prefix: str) -> Pipeline:
    dimensions = {name: f"{prefix}{name}" for name in DIMENSIONS}
    counts = {count: {"$sum": f"{prefix}{count}"} for count in COUNTS}
    return [{"$group": {"_id": dimensions, "seq": {"$max": "$seq"}} | counts}]
