"""Where the rows of a range of time are read from, so that each charge is in exactly one of them.

Whole days are read from kept days, what is left from the cells of runs, and from the ledger itself what no run has yet
and the at most two runs that the range cuts between two moments that cells tell apart.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bson.int64 import Int64
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.read_concern import ReadConcern

from services.usage.rows import OF_CHARGE, Pipeline, charges_of
from services.usage.run_span import RunSpan
from services.usage.runs import SLOT_MINUTES, UsageRuns

__all__ = [
    "Cells",
    "Charges",
    "Day",
    "Sources",
    "cells_in",
    "charge_rows",
    "days_query",
    "is_slot",
    "read",
    "slot_of",
    "unwound",
]

_SLOT = timedelta(minutes=SLOT_MINUTES)


@dataclass(frozen=True, slots=True)
class Charges:
    """Entries to read themselves: behind `after`, up to and with `through`, in a range of time."""

    after: int
    through: int | None
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Cells:
    """Runs whose cells in a range of time are read; of those of `without` nothing is."""

    first: int
    last: int
    without: tuple[int, ...]
    since: datetime
    until: datetime

    def query(self, wallet: str) -> dict[str, Any]:
        """The query for these runs."""
        numbers: dict[str, Any] = {"$gte": Int64(self.first), "$lte": Int64(self.last)}
        return {"wallet": wallet, "number": numbers | ({"$nin": list(self.without)} if self.without else {})}


@dataclass(frozen=True, slots=True)
class Day:
    """A local day, or what clock changes make of one."""

    start: datetime
    end: datetime

    @property
    def minutes(self) -> int:
        """How long it is."""
        return int((self.end - self.start).total_seconds()) // 60


@dataclass(frozen=True, slots=True)
class Sources:
    """All that one range is read from."""

    wallet: str
    cells: Sequence[Cells] = ()
    charges: Sequence[Charges] = ()
    days: Sequence[Day] = ()
    conversation: str | None = None
    """Of `charges`, those of this conversation alone; None: all."""


def slot_of(moment: datetime) -> datetime:
    """The beginning of the quarter of an hour that `moment` is in."""
    hour = moment.replace(minute=0, second=0, microsecond=0)
    return hour + (moment - hour) // _SLOT * _SLOT


def is_slot(moment: datetime) -> bool:
    """Whether cells tell apart what is before `moment` and what is not."""
    return not (moment.minute % SLOT_MINUTES or moment.second or moment.microsecond)


async def cells_in(
    runs: UsageRuns,
    wallet: str,
    since: datetime,
    until: datetime,
    *,
    newest: RunSpan | None = None,
    odd: Iterable[datetime] = (),
    whole: bool = False,
) -> tuple[list[Cells], list[Charges]]:
    """The runs of a range, up to `newest` if it is given, and those of them that must be read charge by charge.

    `odd` are moments between that parts of time begin at although cells do not tell them apart; no zone has had one for
    years. `whole`: rows that know no time are wanted, so that every run that the range cuts is read itself.
    """
    if since >= until:
        return [], []
    first, last = await asyncio.gather(runs.first_that_ends(wallet, since), runs.last_that_begins(wallet, until))
    if first is None or last is None:
        return [], []
    if (
        newest is not None and last.number > newest.number
    ):  # made since `newest` was read, and so in the tail of whoever read it
        last = newest
    if first.number > last.number:
        return [], []
    cut: dict[int, RunSpan] = {}
    if (whole or not is_slot(since)) and first.holds(since):
        cut[first.number] = first
    if (whole or not is_slot(until)) and last.holds(until):
        cut[last.number] = last
    for moment in odd:
        cut |= await _all_in_slot(runs, wallet, moment, first, last)
    charges = [Charges(run.after, run.through, since, until) for run in cut.values()]
    return [Cells(first.number, last.number, tuple(cut), slot_of(since), until)], charges


async def _all_in_slot(
    runs: UsageRuns, wallet: str, moment: datetime, first: RunSpan, last: RunSpan
) -> dict[int, RunSpan]:
    """The runs between `first` and `last` that have charges in the quarter of an hour that `moment` is in."""
    slot = slot_of(moment)
    found = await runs.between(wallet, slot, slot + _SLOT)
    return {run.number: run for run in found if first.number <= run.number <= last.number}


async def read(
    database: AsyncDatabase[dict[str, Any]],
    sources: Sources,
    rows: dict[str, Any],
    summary: Pipeline,
    of_days: Pipeline | None = None,
) -> list[dict[str, Any]]:
    """What `summary` makes of the rows of each source that match `rows`; the caller puts it together.

    `of_days` makes it of kept days, where there is a shorter way than by their rows.
    """
    wallet, made, matching = sources.wallet, [], [{"$match": rows}] if rows else []
    for charges in sources.charges:
        pipeline: Pipeline = [*charge_rows(wallet, charges, sources.conversation), *matching, *summary]
        hint = "usage" if sources.conversation is None else "usage_conversation"
        made.append(_aggregated(database, "ledger_entries", pipeline, hint=hint))
    for cells in sources.cells:
        times = {"$match": {"at": {"$gte": cells.since, "$lt": cells.until}} | rows}
        pipeline = [{"$match": cells.query(wallet)}, *unwound("$cells"), times, *summary]
        made.append(_aggregated(database, "usage_runs", pipeline))
    if sources.days:
        of_rows = [*unwound({"$mergeObjects": ["$cells", {"at": "$start"}]}), *matching, *summary]
        pipeline = [{"$match": days_query(wallet, sources.days)}, *(of_days or of_rows)]
        made.append(_aggregated(database, "usage_days", pipeline))
    return [row for answer in await asyncio.gather(*made) for row in answer]


def charge_rows(wallet: str, charges: Charges, conversation: str | None = None) -> Pipeline:
    """Rows of entries."""
    query = charges_of(wallet, after=charges.after, through=charges.through)
    query["at"] = {"$gte": charges.since, "$lt": charges.until}
    if conversation is not None:
        query["usage.conversation_id"] = conversation
    return [{"$match": query}, {"$project": OF_CHARGE}]


def days_query(wallet: str, days: Iterable[Day]) -> dict[str, Any]:
    """The query for kept days."""
    by_length: dict[int, list[datetime]] = {}
    for day in days:
        by_length.setdefault(day.minutes, []).append(day.start)
    lengths = [{"minutes": minutes, "start": {"$in": starts}} for minutes, starts in by_length.items()]
    return {"$or": [{"wallet": wallet, **length} for length in lengths]}


def unwound(row: Any) -> Pipeline:
    """Rows, made by the expression `row` of each of the `$cells` of a run or day."""
    return [{"$project": {"cells": True, "start": True}}, {"$unwind": "$cells"}, {"$replaceRoot": {"newRoot": row}}]


async def _aggregated(
    database: AsyncDatabase[dict[str, Any]], collection: str, pipeline: Pipeline, hint: str | None = None
) -> list[dict[str, Any]]:
    committed = database.get_collection(collection, read_concern=ReadConcern("majority"))
    options: dict[str, Any] = {} if hint is None else {"hint": hint}
    return await (await committed.aggregate(pipeline, **options)).to_list()
