"""Reads the sums of a range of time: of days, of quarters at its ends, and of outcomes that are not summed up."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from models.chat_outcome import ChatOutcome
from models.chat_quarter import ChatDay, ChatQuarter
from services.overview.chat_sums import ChatSums, from_facets, of_outcomes, of_sums, series_of
from services.overview.quarters import QUARTER, begin_of_day, begin_of_quarter

__all__ = ["end_of_quarter", "read_chats"]

_DAY = timedelta(days=1)
Rows = type[ChatDay | ChatQuarter | ChatOutcome]


async def read_chats(
    since: datetime, until: datetime, days_to: datetime, summed_to: datetime, part_of: Callable[[str], dict[str, Any]]
) -> ChatSums:
    """The sums from `since` to `until`, which are whole quarters. Raises PyMongoError.

    `days_to` and `summed_to` say how far the sums of days and of quarters stand; `part_of` makes of a field's moment
    the part of the series that it belongs to.
    """
    border = min(max(since, summed_to), until)
    first_day, end_of_days = _end_of_day(since), begin_of_day(min(border, days_to))
    if first_day >= end_of_days:
        first_day = end_of_days = border
    found = ChatSums()
    found.add(from_facets(await _facets(ChatQuarter, "start", since, first_day, of_sums())))
    found.add(from_facets(await _facets(ChatDay, "start", first_day, end_of_days, of_sums())))
    found.add(from_facets(await _facets(ChatQuarter, "start", end_of_days, border, of_sums())))
    found.add_series(await _rows(ChatQuarter, "start", since, border, series_of(part_of("$start"))))
    found.add(from_facets(await _facets(ChatOutcome, "at", border, until, of_outcomes(part_of("$at")))))
    return found


def end_of_quarter(moment: datetime) -> datetime:
    """The end of the quarter of an hour that ends at `moment`, or that it is in."""
    begin = begin_of_quarter(moment)
    return begin if begin == moment else begin + QUARTER


def _end_of_day(moment: datetime) -> datetime:
    begin = begin_of_day(moment)
    return begin if begin == moment else begin + _DAY


async def _facets(rows: Rows, at: str, since: datetime, until: datetime, facets: dict[str, Any]) -> dict[str, Any]:
    return (await _rows(rows, at, since, until, [{"$facet": facets}]))[0]


async def _rows(
    rows: Rows, at: str, since: datetime, until: datetime, stages: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    pipeline: list[dict[str, Any]] = [{"$match": {at: {"$gte": since, "$lt": until}}}, *stages]
    found: list[dict[str, Any]] = await (await rows.get_pymongo_collection().aggregate(pipeline)).to_list()
    return found
