"""Makes the runs of all wallets again and compares them, and kept days, with what is stored.

Nothing is removed first, so that servers go on reading meanwhile: each run and each day is replaced as a whole, where
it is not what the ledger says.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any

from bson.int64 import Int64
from bson.min_key import MinKey
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import DuplicateKeyError

from services.usage.days import UsageDays
from services.usage.run_span import RunSpan
from services.usage.runs import UsageRuns
from services.usage.sources import Day

__all__ = ["RebuildReport", "WrongUsage", "rebuild_usage"]

_MOST_TOLD = 1_000
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class WrongUsage:
    """A run, or a kept day, that was not what the ledger says."""

    wallet: str
    what: str


@dataclass(slots=True)
class RebuildReport:
    """What was done. `wrong` has the first 1,000 of `found`."""

    fix: bool
    wallets: int = 0
    runs: int = 0
    made: int = 0
    """Runs that were missing."""
    days: int = 0
    found: int = 0
    wrong: list[WrongUsage] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether all is what the ledger says now."""
        return self.fix or not self.found

    def add(self, wallet: str, what: str) -> None:
        """One more that was wrong."""
        self.found += 1
        if len(self.wrong) < _MOST_TOLD:
            self.wrong.append(WrongUsage(wallet, what))

    def to_document(self) -> dict[str, Any]:
        """For JSON."""
        return {**asdict(self), "clean": self.clean}


async def rebuild_usage(
    database: AsyncDatabase[dict[str, Any]],
    *,
    wallet: str | None = None,
    fix: bool = True,
    runs: UsageRuns | None = None,
    progress: Progress | None = None,
) -> RebuildReport:
    """Compare, and with `fix` make what is missing and put right what is wrong. May be repeated.

    `progress` is told how many entries of ledgers are done. Raises PyMongoError.
    """
    runs = runs or UsageRuns(database)
    report = RebuildReport(fix)
    rebuild = _Rebuild(database, runs, UsageDays(database, runs), report, progress or (lambda _: None))
    if wallet is not None:
        await rebuild.wallet(wallet)
        return report
    async for each in _wallets(database):
        await rebuild.wallet(each)
    return report


async def _wallets(database: AsyncDatabase[dict[str, Any]]) -> AsyncIterator[str]:
    """Every wallet with a charge, by jumping through the index from one to the next."""
    after: Any = MinKey()
    while True:
        bound = [("wallet", after), ("seq", MinKey())]
        entries = database["ledger_entries"].find({"usage": {"$exists": True}}, ("wallet",))
        found = await entries.hint("usage").min(bound).limit(1).to_list()
        if not found:
            return
        yield (after := found[0]["wallet"])


class _Rebuild:
    def __init__(
        self,
        database: AsyncDatabase[dict[str, Any]],
        runs: UsageRuns,
        days: UsageDays,
        report: RebuildReport,
        progress: Progress,
    ) -> None:
        self._stored_runs = database["usage_runs"]
        self._stored_days = database["usage_days"]
        self._runs = runs
        self._days = days
        self._report = report
        self._progress = progress
        self._entries = 0

    async def wallet(self, wallet: str) -> None:
        """The runs of a wallet, then its days, which are compared with them, and so only if they are right."""
        self._report.wallets += 1
        found = self._report.found
        newest: RunSpan | None = None
        while (run := await self._runs.made(wallet, newest)) is not None:
            await self._run(run)
            newest = RunSpan.of(run)
            self._entries += newest.through - newest.after
            self._progress(self._entries)
        await self._runs_beyond(wallet, newest)
        if self._report.fix or self._report.found == found:
            async for stored in self._stored_days.find({"wallet": wallet}):
                await self._day(stored)

    async def _run(self, run: dict[str, Any]) -> None:
        self._report.runs += 1
        place = {"wallet": run["wallet"], "number": run["number"]}
        stored = await self._stored_runs.find_one(place, {"_id": False})
        if stored == run:
            return
        if stored is None:
            self._report.made += self._report.fix
        else:
            self._report.add(run["wallet"], f"run {run['number']}")
        if self._report.fix:
            with suppress(DuplicateKeyError):  # a server made it meanwhile, and the same
                await self._stored_runs.replace_one(place, run, upsert=True)

    async def _runs_beyond(self, wallet: str, newest: RunSpan | None) -> None:
        """Runs for which the ledger had no charges when they were last looked for."""
        last = newest.number if newest else -1
        beyond = {"wallet": wallet, "number": {"$gt": Int64(last)}}
        async for stored in self._stored_runs.find(beyond, ("number", "after", "through", "since", "until")).sort(
            "number", 1
        ):
            span = RunSpan.of(stored)
            run = await self._runs.made(wallet, newest)
            if run is not None and RunSpan.of(run) == span:
                newest = span  # a server has made it since
                continue
            self._report.add(wallet, f"run {span.number}")
            if self._report.fix:
                await self._stored_runs.delete_one({"_id": stored["_id"]})

    async def _day(self, stored: dict[str, Any]) -> None:
        self._report.days += 1
        identity = {"_id": stored.pop("_id")}
        day = Day(stored["start"], stored["start"] + timedelta(minutes=stored["minutes"]))
        made = await self._days.made(stored["wallet"], day)
        if _comparable(made) == _comparable(stored):
            return
        self._report.add(stored["wallet"], f"day of {stored['minutes']} minutes from {stored['start']:%Y-%m-%dT%H:%MZ}")
        if self._report.fix:
            await self._stored_days.replace_one(identity, made)


def _comparable(day: dict[str, Any]) -> dict[str, Any]:
    """The cells of a day stand in no order."""
    return day | {"cells": sorted((sorted(cell.items()) for cell in day["cells"]), key=repr)}
