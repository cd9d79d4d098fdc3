"""Sums over a range of time, exact at the moment of asking: see `sources.py` for what they are read from."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from pymongo.asynchronous.database import AsyncDatabase
from pymongo.read_concern import ReadConcern

from messages import Phrase
from services.errors import InvalidInputError
from services.usage.answer import grouped, ranked_groups, stats_of
from services.usage.days import UsageDays
from services.usage.errors import UsageNotReadyError
from services.usage.parts import Parts, sums, sums_of_days, sums_of_groups
from services.usage.run_span import RunSpan
from services.usage.runs import UsageRuns
from services.usage.sources import Charges, Sources, cells_in, read
from services.usage.stats import MOST_SERIES, StatsRange, TimeBucket, UsageSeries, UsageStats

__all__ = ["Life", "UsageSums"]

RUNS_A_CALL = 300
"""Runs that one call makes at most, where a wallet's are behind: some seconds' work."""
MOST_CHARGES = 100_000
"""Charges of one conversation that are summed up; runs do not tell conversations apart by time."""
_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Life:
    """When a wallet's first and newest charges were, and what runs have of them."""

    since: datetime
    until: datetime
    """Just behind the newest charge."""
    through: int
    """The entry of the newest charge."""
    newest: RunSpan | None


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
            return stats_of(asked, None if life is None else life.newest)
        parts = Parts.of(wanted)
        sources = await self._sources(wallet, wanted, parts, life.newest)
        in_time = parts if wanted.group_by is None else None
        found = await self._sums(sources, wanted, in_time)
        cells = [row for facets in found for row in facets["cells"]]
        if sources.conversation is not None and sum(row["requests"] for row in cells) > MOST_CHARGES:
            raise InvalidInputError(
                "from", Phrase("this range has more than {most} charges; choose a shorter one", most=MOST_CHARGES)
            )
        newest = [row["seq"] for row in cells if row["seq"] is not None]
        through = max([life.newest.through if life.newest else 0, *newest])
        groups: list[UsageSeries] = []
        if wanted.group_by is None:
            rows = [row for facets in found for row in facets["series"]]
        else:
            ranked = ranked_groups(cells, wanted.group_by.value)
            own = [group.key for group in ranked[:MOST_SERIES]]
            summary = sums_of_groups(parts, wanted.group_by.value, own)
            rows = await read(self._database, _up_to(sources, through), wanted.filter.of_rows(), summary)
            groups = grouped(parts, ranked, rows)
        return stats_of(asked, life.newest, parts.points(parts.series(rows)), cells, groups, through)

    async def _sums(self, sources: Sources, wanted: StatsRange, parts: Parts | None) -> list[dict[str, Any]]:
        filters = wanted.filter.of_rows()
        of_days = sums_of_days(parts, filters)
        found = await read(self._database, sources, filters, sums(parts), of_days)
        kept = sum(row["days"] for facets in found for row in facets.get("found", ()))
        if kept == len(sources.days):
            return found
        await self._days.keep(sources.wallet, sources.days, wanted.timezone)
        return await read(self._database, sources, filters, sums(parts), of_days)

    async def life(self, wallet: str) -> Life | None:
        """None for a wallet without charges."""
        charged = {"wallet": wallet, "usage": {"$exists": True}}
        newest, first = await asyncio.gather(
            self._runs.newest(wallet),
            self._entries.find_one(charged, ("at",), sort=[("at", 1)], hint="usage_at"),
        )  # before the newest charge, so that the run has none that is not seen
        last = await self._entries.find_one(charged, ("at", "seq"), sort=[("seq", -1)], hint="usage")
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

    async def _sources(self, wallet: str, wanted: StatsRange, parts: Parts, newest: RunSpan | None) -> Sources:
        since, until = wanted.since, wanted.until
        if newest is None or wanted.filter.conversation_id is not None:
            return Sources(wallet, charges=[Charges(0, None, since, until)], conversation=wanted.filter.conversation_id)
        odd = parts.odd()
        days = []
        if not odd and wanted.bucket is not TimeBucket.HOUR:
            days = self._days.over(since, until, wanted.timezone, newest)
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
