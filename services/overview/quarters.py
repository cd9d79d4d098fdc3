"""Sums the outcomes of each quarter of an hour up once it is over, and the quarters of days.

A sweeper; any number of servers may run it.

A quarter's sums are worked out from its outcomes alone and written whole, so that it does not matter who does it and
how often, or what a crash left. It is done some minutes after its end: no outcome comes later than that.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from bson.int64 import Int64
from pymongo.errors import DuplicateKeyError

from models.active_day import ActiveDay
from models.chat_outcome import ChatOutcome
from models.chat_quarter import ChatDay, ChatQuarter
from models.sweep_cursor import SweepCursor
from services.clock import Clock
from services.overview.chat_sums import ChatSums, ModelName, ModelSums, from_facets, of_outcomes, of_sums

__all__ = ["QUARTER", "QUARTERS", "Quarters", "begin_of_day", "begin_of_quarter", "document_of"]

QUARTER = timedelta(minutes=15)
"""All time zones of today begin their hours and days at one."""
SETTLE = timedelta(minutes=10)
"""Far longer than writing an outcome down can take after its moment was read from the clock."""
REBUILT = timedelta(days=35)
"""Outcomes of that time are all there; older ones may be gone, so older sums stand as they are."""
_DAY = timedelta(days=1)
QUARTERS, _DAYS = "overview", "overview days"


def begin_of_quarter(moment: datetime) -> datetime:
    """The begin of the quarter of an hour that `moment` is in."""
    return moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)


class Quarters:
    """Writes `chat_quarters`, `chat_days` and `active_days`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def summed_to(self) -> datetime:
        """The moment up to which the sums of quarters stand; from it on the outcomes are to be read."""
        return await _cursor(QUARTERS)

    async def days_summed_to(self) -> datetime:
        """The moment up to which those of days stand; never beyond `summed_to`, where it is asked before."""
        return await _cursor(_DAYS)

    async def sweep(self, limit: int) -> int:
        """Sum up to `limit` quarters up that have outcomes and are over; how many it did. Raises PyMongoError."""
        end = begin_of_quarter(self._clock() - SETTLE)
        done = 0
        while done < limit:
            summed_to = await self.summed_to()
            start = await self._next(summed_to, end)
            if start is None:
                await _advance(QUARTERS, end)
                break
            await self._sum(start)
            await _advance(QUARTERS, start + QUARTER)
            done += 1
        await self._sum_days(await self.summed_to())
        return done

    async def begin_again(self) -> datetime:
        """Let the quarters of the last 35 days be summed up anew by `sweep`; where that begins."""
        start = begin_of_quarter(self._clock() - REBUILT)
        cursors = SweepCursor.get_pymongo_collection()
        await cursors.update_one({"_id": _DAYS}, {"$min": {"swept_to": begin_of_day(start)}})
        await cursors.update_one({"_id": QUARTERS}, {"$min": {"swept_to": start}})
        return start

    async def _next(self, summed_to: datetime, end: datetime) -> datetime | None:
        query = {"at": {"$gte": summed_to, "$lt": end}}
        row = await ChatOutcome.get_pymongo_collection().find_one(query, {"at": True}, sort=[("at", 1)])
        return None if row is None else begin_of_quarter(row["at"])

    async def _sum(self, start: datetime) -> None:
        outcomes = ChatOutcome.get_pymongo_collection()
        match = {"$match": {"at": {"$gte": start, "$lt": start + QUARTER}}}
        found = await (await outcomes.aggregate([match, {"$facet": of_outcomes({"$literal": start})}])).to_list()
        await _write(ChatQuarter, start, from_facets(found[0]))
        await self._note_active(start)

    async def _sum_days(self, summed_to: datetime) -> None:
        """Sum the days up whose quarters all stand."""
        quarters = ChatQuarter.get_pymongo_collection()
        end = begin_of_day(summed_to)
        while True:
            query = {"start": {"$gte": await self.days_summed_to(), "$lt": end}}
            row = await quarters.find_one(query, {"start": True}, sort=[("start", 1)])
            if row is None:
                await _advance(_DAYS, end)
                return
            day = begin_of_day(row["start"])
            match: dict[str, Any] = {"$match": {"start": {"$gte": day, "$lt": day + _DAY}}}
            found = await (await quarters.aggregate([match, {"$facet": of_sums()}])).to_list()
            await _write(ChatDay, day, from_facets(found[0]))
            await _advance(_DAYS, day + _DAY)

    async def _note_active(self, start: datetime) -> None:
        query = {"at": {"$gte": start, "$lt": start + QUARTER}}
        day = begin_of_day(start)
        for user_id in await ChatOutcome.get_pymongo_collection().distinct("user_id", query):
            await ActiveDay.get_pymongo_collection().update_one(
                {"_id": f"{day:%Y-%m-%d} {user_id}"}, {"$setOnInsert": {"day": day, "user_id": user_id}}, upsert=True
            )


async def _cursor(name: str) -> datetime:
    row = await SweepCursor.get(name)
    return datetime.min.replace(tzinfo=UTC) if row is None or row.swept_to is None else row.swept_to


async def _advance(name: str, to: datetime) -> None:
    """Never back: another server may be further."""
    cursors = SweepCursor.get_pymongo_collection()
    try:
        await cursors.update_one({"_id": name}, {"$max": {"swept_to": to}}, upsert=True)
    except DuplicateKeyError:  # another server has made the row just now
        await cursors.update_one({"_id": name}, {"$max": {"swept_to": to}})


async def _write(model: type[ChatQuarter | ChatDay], start: datetime, sums: ChatSums) -> None:
    for name, of_model in sums.models.items():
        row = document_of(model, start, name, of_model)
        await model.get_pymongo_collection().replace_one({"_id": row.pop("_id")}, row, upsert=True)


def begin_of_day(moment: datetime) -> datetime:
    """The begin of the day of UTC that `moment` is in."""
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def document_of(
    model: type[ChatQuarter | ChatDay], start: datetime, name: ModelName, sums: ModelSums
) -> dict[str, object]:
    """The sums of one model from `start` on, as they are stored."""
    provider, model_id = name
    row = model(
        id=f"{start:%Y-%m-%dT%H:%M}Z {provider} {model_id}",
        start=start,
        provider=provider,
        model_id=model_id,
        requests=sums.requests,
        succeeded=sums.succeeded,
        failed=sums.failed,
        refused=sums.refused,
        asked=sums.asked,
        provider_failures=sums.provider_failures,
        failures=[{"code": code, "count": Int64(count)} for code, count in sorted(sums.failures.items())],
        first_text=[{"bin": Int64(each), "count": Int64(count)} for each, count in sorted(sums.first_text.items())],
        whole=[{"bin": Int64(each), "count": Int64(count)} for each, count in sorted(sums.whole.items())],
        input_tokens=sums.input_tokens,
        output_tokens=sums.output_tokens,
        cost=sums.cost,
        provider_nanodollars=sums.provider_nanodollars,
        priced=sums.priced,
        margin_nanodollars=sums.margin_nanodollars,
        compared=sums.compared,
    )
    document: dict[str, object] = row.model_dump(by_alias=True, exclude={"revision_id"})
    return document
