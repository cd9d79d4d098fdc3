"""Sums over a range of time, exact at the moment of asking: see `sources.py` for what they are read from."""

import asyncio
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from pymongo.asynchronous.database import AsyncDatabase
from pymongo.read_concern import ReadConcern

from messages import Phrase
from services.errors import InvalidInputError
from services.usage.days import UsageDays
from services.usage.errors import UsageNotReadyError
from services.usage.rows import DIMENSIONS, SUM_OF_ROWS, Pipeline, totals_of
from services.usage.run_span import RunSpan
from services.usage.runs import UsageRuns
from services.usage.sources import Charges, Sources, cells_in, is_slot, read
from services.usage.stats import (
    MOST_SERIES,
    Grouping,
    StatsRange,
    TimeBucket,
    UsageGroup,
    UsageSeries,
    UsageStats,
    UsageTotals,
)
from services.usage.time_buckets import Stretch, offset_at, starts, stretches

__all__ = ["Life", "UsageSums"]

RUNS_A_CALL = 300
"""Runs that one call makes at most, where a wallet's are behind: some seconds' work."""
MOST_GROUPS = 200
"""Of each kind; the dearest."""
MOST_CHARGES = 100_000
"""Charges of one conversation that are summed up; runs do not tell conversations apart by time."""
_MILLISECOND = timedelta(milliseconds=1)

Point = tuple[datetime, UsageTotals]
Series = dict[int, UsageTotals]
"""Totals by the place of a part of time in the range."""


@dataclass(frozen=True, slots=True)
class Life:
    """When a wallet's first and newest charges were, and what runs have of them."""

    since: datetime
    until: datetime
    """Just behind the newest charge."""
    through: int
    """The entry of the newest charge."""
    newest: RunSpan | None


@dataclass(frozen=True, slots=True)
class _Parts:
    """How a range is divided in time."""

    starts: list[datetime]
    holding: list[Stretch]
    unit: TimeBucket

    @classmethod
    def of(cls, wanted: StatsRange) -> "_Parts":
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

    def points(self, series: Series) -> list[Point]:
        """The parts that have usage, the oldest first."""
        return [(self.starts[place], series[place]) for place in sorted(series)]


class UsageSums:
    """Sums of one wallet at a time."""

    def __init__(self, database: AsyncDatabase[dict[str, Any]], runs: UsageRuns, days: UsageDays) -> None:
        self._database = database
        self._entries = database.get_collection("ledger_entries", read_concern=ReadConcern("majority"))
        self._runs = runs
        self._days = days

    async def stats(self, wallet: str, asked: StatsRange, late: Callable[[str], None]) -> UsageStats:
        """What `asked`, which is checked, comes to. `late` is told of a wallet whose runs are behind.

        Raises UsageNotReadyError.
        """
        life = await self._life(wallet, late)
        wanted = asked if life is None else _within(asked, life)
        if life is None or wanted.since >= wanted.until:
            return _stats(asked, life)
        parts = _Parts.of(wanted)
        sources = await self._sources(wallet, wanted, parts, life.newest)
        filters = wanted.filter.of_rows()
        found = await read(self._database, sources, filters, _by_time_and_dimensions(parts))
        series = _series(parts, (row for facets in found for row in facets["series"]))
        cells = [row for facets in found for row in facets["cells"]]
        newest = [row["seq"] for facets in found for row in facets["series"] if row["seq"] is not None]
        through = max([life.newest.through if life.newest else 0, *newest])
        if sources.conversation is not None and sum(row["requests"] for row in cells) > MOST_CHARGES:
            raise InvalidInputError(
                "from", Phrase("this range has more than {most} charges; choose a shorter one", most=MOST_CHARGES)
            )
        groups: list[UsageSeries] = []
        if wanted.group_by is not None:
            ranked = _groups(cells, wanted.group_by.value)
            until_then = _up_to(sources, through)
            rows = await read(self._database, until_then, filters, _by_time_and_group(parts, wanted.group_by, ranked))
            groups = _grouped(parts, ranked, rows)
        return _stats(asked, life, parts.points(series), cells, groups, through)

    async def life(self, wallet: str) -> Life | None:
        """None for a wallet without charges."""
        charged = {"wallet": wallet, "usage": {"$exists": True}}
        newest = await self._runs.newest(wallet)  # first, so that it has no charge that is not seen below
        first, last = await asyncio.gather(
            self._entries.find_one(charged, ("at",), sort=[("at", 1)], hint="usage_at"),
            self._entries.find_one(charged, ("at", "seq"), sort=[("seq", -1)], hint="usage"),
        )
        if first is None or last is None:
            return None
        return Life(first["at"], last["at"] + _MILLISECOND, int(last["seq"]), newest)

    async def _life(self, wallet: str, late: Callable[[str], None]) -> Life | None:
        """The same, once the runs are near enough to the newest charge."""
        life = await self.life(wallet)
        if life is None or life.through - (life.newest.through if life.newest else 0) < 2 * self._runs.size:
            return life
        if not await self._runs.extend(wallet, most=RUNS_A_CALL):
            late(wallet)
            raise UsageNotReadyError
        return await self.life(wallet)

    async def _sources(self, wallet: str, wanted: StatsRange, parts: _Parts, newest: RunSpan | None) -> Sources:
        since, until = wanted.since, wanted.until
        if newest is None or wanted.filter.conversation_id is not None:
            return Sources(wallet, charges=[Charges(0, None, since, until)], conversation=wanted.filter.conversation_id)
        odd = parts.odd()
        days = []
        if not odd and wanted.bucket is not TimeBucket.HOUR:
            days = await self._days.whole(wallet, since, until, wanted.timezone, newest)
        pieces = [(since, days[0].start), (days[-1].end, until)] if days else [(since, until)]
        found = await asyncio.gather(
            *(cells_in(self._runs, wallet, *piece, newest=newest, odd=odd) for piece in pieces)
        )
        tail = [Charges(newest.through, None, since, until)] if until > newest.until else []
        return Sources(
            wallet,
            [cells for each, _ in found for cells in each],
            [charges for _, each in found for charges in each] + tail,
            days,
        )


def _within(wanted: StatsRange, life: Life) -> StatsRange:
    """The part of a range in which a wallet has charges, so that no calendar of centuries is made."""
    wanted = wanted.in_milliseconds()
    return replace(wanted, since=max(wanted.since, life.since), until=min(wanted.until, life.until))


def _up_to(sources: Sources, through: int) -> Sources:
    """The same without what came after the entry `through`."""
    charges = [replace(each, through=through if each.through is None else each.through) for each in sources.charges]
    return replace(sources, charges=charges)


def _by_time_and_dimensions(parts: _Parts) -> Pipeline:
    dimensions = {name: f"${name}" for name in DIMENSIONS}
    in_time = {"_id": parts.group(), "at": {"$min": "$at"}, "seq": {"$max": "$seq"}} | SUM_OF_ROWS
    return [{"$facet": {"series": [{"$group": in_time}], "cells": [{"$group": {"_id": dimensions} | SUM_OF_ROWS}]}}]


def _by_time_and_group(parts: _Parts, by: Grouping, ranked: Sequence[UsageGroup]) -> Pipeline:
    """The dearest groups by their keys, all others together."""
    key = {"$ifNull": [f"${by.value}", None]}
    own = {"$in": [key, {"$literal": [group.key for group in ranked[:MOST_SERIES]]}]}
    group = parts.group() | {"own": own, "key": {"$cond": [own, key, None]}}
    return [{"$group": {"_id": group, "at": {"$min": "$at"}} | SUM_OF_ROWS}]


def _series(parts: _Parts, rows: Iterable[dict[str, Any]]) -> Series:
    series: Series = defaultdict(UsageTotals)
    for row in rows:
        series[parts.place(row["at"])] += totals_of(row)
    return series


def _groups(cells: Iterable[dict[str, Any]], name: str) -> list[UsageGroup]:
    """The groups of one dimension, the dearest first."""
    totals: dict[str | None, UsageTotals] = defaultdict(UsageTotals)
    for cell in cells:
        totals[cell["_id"].get(name)] += totals_of(cell)
    ranked = sorted(totals.items(), key=lambda item: (-item[1].cost, item[0] or ""))
    return [UsageGroup(key, sums) for key, sums in ranked]


def _grouped(parts: _Parts, ranked: Sequence[UsageGroup], rows: Sequence[dict[str, Any]]) -> list[UsageSeries]:
    by_group: dict[tuple[bool, str | None], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_group[row["_id"]["own"], row["_id"]["key"]].append(row)
    wanted = [(True, group.key, group.totals) for group in ranked[:MOST_SERIES]]
    if others := ranked[MOST_SERIES:]:
        wanted.append((False, None, sum((group.totals for group in others), UsageTotals())))
    made = []
    for own, key, totals in wanted:
        series = _series(parts, by_group[own, key])
        made.append(UsageSeries(key, not own, totals, parts.points(series)))
    return made


def _stats(
    asked: StatsRange,
    life: Life | None,
    series: Sequence[Point] = (),
    cells: Sequence[dict[str, Any]] = (),
    groups: Sequence[UsageSeries] = (),
    through: int = 0,
) -> UsageStats:
    return UsageStats(
        range=asked,
        totals=sum((totals for _, totals in series), UsageTotals()),
        series=list(series),
        by_model=_groups(cells, "model")[:MOST_GROUPS],
        by_provider=_groups(cells, "provider")[:MOST_GROUPS],
        by_kind=_groups(cells, "kind")[:MOST_GROUPS],
        by_member=_groups(cells, "member")[:MOST_GROUPS],
        groups=list(groups),
        through=through,
        newest=life.newest if life else None,
    )
