"""Kept days: the local days of busy wallets, summed up from their runs when they are first asked for.

A day is kept once runs reach behind its end; then nothing can be added to it any more, since entries are never dated
back. Servers that keep one at the same time make the same of it.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from bson.int64 import Int64
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import BulkWriteError

from services.usage.rows import COUNTS, DIMENSIONS, SUM_OF_ROWS, Pipeline, as_stored
from services.usage.run_span import RunSpan
from services.usage.runs import UsageRuns
from services.usage.sources import Day, Sources, cells_in, days_query, is_slot, read
from services.usage.stats import TimeBucket
from services.usage.time_buckets import offset_at, starts, stretches

__all__ = ["UsageDays"]

WORTH_KEEPING_RUNS = 20
"""A wallet with fewer is read from their cells."""
_AT_ONCE = 100
_DUPLICATE_KEY = 11000
_LONGEST = timedelta(days=2)


class UsageDays:
    """The kept days of all wallets."""

    def __init__(
        self, database: AsyncDatabase[dict[str, Any]], runs: UsageRuns, *, worth_runs: int = WORTH_KEEPING_RUNS
    ) -> None:
        self._database = database
        self._runs = runs
        self._worth_runs = worth_runs

    def over(self, since: datetime, until: datetime, zone: str, newest: RunSpan) -> list[Day]:
        """The days of `zone` within a range and over by `newest`, in a row.

        None where a wallet has so little that keeping them is not worth it, or cells do not tell them apart.
        """
        if newest.number < self._worth_runs:
            return []
        until = min(until, newest.until)
        edges = starts(since, until + _LONGEST, TimeBucket.DAY, zone)
        if not all(is_slot(edge) for edge in edges):
            return []
        return [Day(start, end) for start, end in pairwise(edges) if since <= start and end <= until]

    async def keep(self, wallet: str, days: Sequence[Day], zone: str) -> None:
        """Keep those of these days, which are over, that are not."""
        missing = await self._missing(wallet, days)
        for begin in range(0, len(missing), _AT_ONCE):
            await self._keep(wallet, missing[begin : begin + _AT_ONCE], zone)

    async def made(self, wallet: str, day: Day) -> dict[str, Any]:
        """A day as it is to be stored."""
        cells, _ = await cells_in(self._runs, wallet, day.start, day.end)
        rows = await read(self._database, Sources(wallet, cells), {}, _by_day({"$literal": 0}))
        return _documents(wallet, [day], rows)[0]

    async def _missing(self, wallet: str, days: Sequence[Day]) -> list[Day]:
        found = self._database["usage_days"].find(
            days_query(wallet, days), {"_id": False, "start": True, "minutes": True}
        )
        kept = {(row["start"], row["minutes"]) async for row in found}
        return [day for day in days if (day.start, day.minutes) not in kept]

    async def _keep(self, wallet: str, days: Sequence[Day], zone: str) -> None:
        """Sum up these days, in one reading of the runs between the first and the last of them."""
        cells, _ = await cells_in(self._runs, wallet, days[0].start, days[-1].end)
        holding = stretches(zone, days[0].start, days[-1].end)
        rows = await read(self._database, Sources(wallet, cells), {}, _by_day(offset_at(holding)))
        documents = _documents(wallet, days, rows)
        try:
            await self._database["usage_days"].insert_many(documents, ordered=False)
        except BulkWriteError as error:
            if any(each["code"] != _DUPLICATE_KEY for each in error.details["writeErrors"]):
                raise
            return  # another server was faster, and kept the same


def _by_day(offset: Any) -> Pipeline:
    """Sums by local day and dimensions; `at` is a moment within the day."""
    day = {"$dateTrunc": {"date": {"$add": ["$at", offset]}, "unit": "day"}}
    group = {"day": day, "offset": offset} | {name: f"${name}" for name in DIMENSIONS}
    return [{"$group": {"_id": group, "at": {"$min": "$at"}} | SUM_OF_ROWS}, {"$sort": {"_id": 1}}]


def _documents(wallet: str, days: Sequence[Day], rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """A document a day. A day on which clocks are changed comes in two halves."""
    cells: list[dict[tuple[Any, ...], dict[str, Any]]] = [{} for _ in days]
    begun = [day.start for day in days]
    for row in rows:
        place = bisect_right(begun, row["at"]) - 1
        if row["at"] >= days[place].end:
            continue  # of a day between, which is kept already
        cell = as_stored(row, DIMENSIONS)
        same = cells[place].setdefault(tuple(cell.get(name) for name in DIMENSIONS), cell)
        if same is not cell:
            same.update({count: Int64(same[count] + cell[count]) for count in COUNTS})
    return [_document(wallet, day, list(of_day.values())) for day, of_day in zip(days, cells, strict=True)]


def _document(wallet: str, day: Day, cells: Sequence[dict[str, Any]]) -> dict[str, Any]:
    totals = {count: Int64(sum(cell[count] for cell in cells)) for count in COUNTS}
    return {"wallet": wallet, "minutes": day.minutes, "start": day.start, "cells": cells} | totals
