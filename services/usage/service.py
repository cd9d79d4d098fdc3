"""Usage history and its sums, read from the ledger: what was charged is what is shown."""

import re
from collections.abc import Mapping
from typing import Any

from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import OperationFailure

from messages import Phrase
from services.database_errors import database_errors_become
from services.errors import InvalidInputError
from services.ledger import Posted, UsageRecord
from services.ledger.errors import LedgerUnavailableError
from services.ledger.store import LedgerStore
from services.paging import Page, PageRequest
from services.usage.records import COST_EXPRESSION, SPENDING_OPS, UsageFilter, UsageRow
from services.usage.running_totals import RunningTotals
from services.usage.stats import MOST_CHARGES, ModelTotals, StatsRange, UsageStats, UsageTotals
from services.usage.sums import SUMS, totals_of

__all__ = ["UsageService"]

_away_is_unavailable = database_errors_become(LedgerUnavailableError)

_POSITION = re.compile(r"\d{1,18}")
_MOST_MODELS = 200
_UNKNOWN_ZONE = 40485


class UsageService:
    """Reads only; every call is about one wallet."""

    def __init__(self, database: AsyncDatabase[dict[str, Any]]) -> None:
        self._entries = database["ledger_entries"]
        self._store = LedgerStore(database["ledger_entries"], database["ledger_snapshots"])
        self._running_totals = RunningTotals(database)

    @_away_is_unavailable
    async def history(self, wallet: str, wanted: UsageFilter, request: PageRequest) -> Page[UsageRow]:
        """Charges, the newest first. A page stays what it is while new charges arrive in front of it."""
        query = wanted.query(wallet)
        if request.after is not None:
            if not _POSITION.fullmatch(request.after):
                raise InvalidInputError("after", "is not a cursor of this list.")
            query["seq"] = {"$lt": int(request.after)}
        found = self._entries.find(query).sort("seq", -1).limit(request.first + 1)
        rows = [_row(await self._store.with_state(entry)) async for entry in found]
        return Page.cut(rows, request.first)

    @_away_is_unavailable
    async def stats(self, wallet: str, wanted: StatsRange, member_id: str | None = None) -> UsageStats:
        """The sums of a range of time, of this member of a team alone if one is named.

        Raises InvalidInputError, also for a range with more than MOST_CHARGES.
        """
        wanted.check()
        trunc = {
            "date": "$at",
            "unit": wanted.bucket.value,
            "timezone": wanted.timezone,
            "startOfWeek": "monday",
        }
        pipeline: list[dict[str, Any]] = [
            {"$match": UsageFilter(since=wanted.since, until=wanted.until, member_id=member_id).query(wallet)},
            {"$limit": MOST_CHARGES + 1},
            {"$project": {"at": 1, "usage": 1, "cost": COST_EXPRESSION}},
            {
                "$facet": {
                    "totals": [{"$group": {"_id": None, **SUMS}}],
                    "series": [{"$group": {"_id": {"$dateTrunc": trunc}, **SUMS}}, {"$sort": {"_id": 1}}],
                    "models": [
                        {"$group": {"_id": "$usage.model", **SUMS}},
                        {"$sort": {"cost": -1, "_id": 1}},
                        {"$limit": _MOST_MODELS},
                    ],
                }
            },
        ]
        try:
            found = await (await self._entries.aggregate(pipeline)).to_list()
        except OperationFailure as error:
            if error.code == _UNKNOWN_ZONE:  # MongoDB's list of zones is not quite Python's
                raise InvalidInputError("timezone", "must be an IANA name such as Europe/Berlin") from error
            raise
        facets = found[0]
        totals = totals_of(facets["totals"][0]) if facets["totals"] else UsageTotals()
        if totals.requests > MOST_CHARGES:
            raise InvalidInputError(
                "from", Phrase("this range has more than {most} charges; choose a shorter one", most=MOST_CHARGES)
            )
        return UsageStats(
            totals=totals,
            series=[(row["_id"], totals_of(row)) for row in facets["series"]],
            by_model=[ModelTotals(row["_id"], totals_of(row)) for row in facets["models"]],
        )

    @_away_is_unavailable
    async def totals(self, wallet: str) -> UsageTotals:
        """The sums over all that the wallet was ever charged for."""
        return await self._running_totals.of(wallet)


def _row(entry: Mapping[str, Any]) -> UsageRow:
    usage = UsageRecord.from_document(entry["usage"])
    cost = sum(int(change["amount"]) for change in entry["changes"] if change["op"] in SPENDING_OPS)
    return UsageRow(
        id=str(entry["_id"]),
        seq=int(entry["seq"]),
        at=entry["at"],
        kind=usage.kind,
        model_id=usage.model,
        provider=usage.provider,
        conversation_id=usage.conversation_id,
        message_id=usage.message_id,
        reference=usage.reference,
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
        cache_read_tokens=usage.cache_read_tokens,
        cache_write_tokens=usage.cache_write_tokens,
        reasoning_tokens=usage.reasoning_tokens,
        images=usage.images or 0,
        cost=cost,
        balance_after=Posted.of(entry, replayed=True).balance.available,
        price_version=usage.price_version,
        rates=usage.rates,
        member_id=usage.member_id,
    )
