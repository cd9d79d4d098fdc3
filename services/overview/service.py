"""The overview of a range of time, put together."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from pymongo.errors import OperationFailure

from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import InvalidInputError
from services.ledger.errors import LedgerUnavailableError
from services.overview.chat_reading import end_of_quarter, read_chats
from services.overview.chat_sums import ChatSums, ModelName, ModelSums, PartSums
from services.overview.money import PaymentCounts, Revenue, payment_counts, revenue_of
from services.overview.people import ActiveUsers, active_users, new_users
from services.overview.quarters import Quarters, begin_of_quarter
from services.usage import StatsRange

__all__ = ["MOST_MODELS", "Overview", "Overviews", "Part"]

MOST_MODELS = 100
_UNKNOWN_ZONE = 40485

_away_is_unavailable = database_errors_become(LedgerUnavailableError)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the series."""

    start: datetime
    chats: PartSums
    new_users: int


@dataclass(frozen=True, slots=True)
class Overview:
    """`since` and `until` are the range that was summed up: whole quarters of an hour."""

    since: datetime
    until: datetime
    totals: PartSums
    series: list[Part]
    providers: list[tuple[str, ModelSums]]
    models: list[tuple[ModelName, ModelSums]]
    revenue: list[Revenue]
    payments: list[PaymentCounts]
    new_users: int
    active: ActiveUsers


class Overviews:
    """Reads only."""

    def __init__(self, clock: Clock) -> None:
        self._quarters = Quarters(clock)

    @_away_is_unavailable
    async def overview(self, wanted: StatsRange) -> Overview:
        """Raises InvalidInputError for a range that is empty or too fine, or a zone that there is not."""
        wanted.check()
        since, until = begin_of_quarter(wanted.since.astimezone(UTC)), end_of_quarter(wanted.until.astimezone(UTC))
        days_to = await self._quarters.days_summed_to()
        summed_to = await self._quarters.summed_to()
        part = partial(_part_of, wanted)
        try:
            chats = await read_chats(since, until, days_to, summed_to, part)
            people = await new_users(since, until, part("$created_at"))
        except OperationFailure as error:
            if error.code == _UNKNOWN_ZONE:  # MongoDB's list of zones is not quite Python's
                raise InvalidInputError("timezone", "must be an IANA name such as Europe/Berlin") from error
            raise
        revenue, payments, active = await asyncio.gather(
            revenue_of(since, until), payment_counts(since, until), active_users(until, summed_to)
        )
        return Overview(
            since=since,
            until=until,
            totals=_total(chats),
            series=[
                Part(start, chats.series.get(start, PartSums()), people.get(start, 0))
                for start in sorted({*chats.series, *people})
            ],
            providers=_by_provider(chats),
            models=_most_asked(chats.models)[:MOST_MODELS],
            revenue=revenue,
            payments=payments,
            new_users=sum(people.values()),
            active=active,
        )


def _part_of(wanted: StatsRange, moment: str) -> dict[str, Any]:
    options = {"date": moment, "unit": wanted.bucket.value, "timezone": wanted.timezone, "startOfWeek": "monday"}
    return {"$dateTrunc": options}


def _total(chats: ChatSums) -> PartSums:
    total = PartSums()
    for sums in chats.models.values():
        total.add(sums)
    return total


def _by_provider(chats: ChatSums) -> list[tuple[str, ModelSums]]:
    found: dict[str, ModelSums] = {}
    for (provider, _), sums in chats.models.items():
        found.setdefault(provider, ModelSums()).add_model(sums)
    return _most_asked(found)


def _most_asked(rows: dict[Any, ModelSums]) -> list[tuple[Any, ModelSums]]:
    return sorted(rows.items(), key=lambda row: (-row[1].asked, row[0]))
