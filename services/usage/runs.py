"""Runs: each thousand charges of a wallet, summed up once and for all.

A wallet's charges stand in an order that never changes, and so the thousandth, the two-thousandth and so on are the
same for whoever counts. A run is what lies between two of them. Two servers that make one at a time make the same, and
the unique index on (wallet, number) keeps one of them: nothing is counted twice, and nothing left out. Only entries
that a majority has are read, so that no run ever counts one that is rolled back. What is behind the last run, the tail,
is read from the ledger, so that sums are exact at any time, however far the runs have come.
"""

from contextlib import suppress
from datetime import datetime
from typing import Any

from bson.int64 import Int64
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import DuplicateKeyError
from pymongo.read_concern import ReadConcern

from services.usage.rows import DIMENSIONS, OF_CHARGE, SUM_OF_ROWS, Pipeline, as_stored, charges_of
from services.usage.run_span import RunSpan

__all__ = ["CHARGES_OF_A_RUN", "SLOT_MINUTES", "UsageRuns"]

CHARGES_OF_A_RUN = 1_000
"""Reading so many from the ledger takes some milliseconds, and this is the most that the tail has."""
SLOT_MINUTES = 15
"""Days and hours of every zone begin at such moments today."""

_MAJORITY = ReadConcern("majority")
_SPAN = ("number", "after", "through", "since", "until")


class UsageRuns:
    """The runs of all wallets."""

    def __init__(self, database: AsyncDatabase[dict[str, Any]], *, charges_of_a_run: int = CHARGES_OF_A_RUN) -> None:
        self._entries = database.get_collection("ledger_entries", read_concern=_MAJORITY)
        self._runs = database.get_collection("usage_runs", read_concern=_MAJORITY)
        self.size = charges_of_a_run
        """Charges of a run."""

    async def newest(self, wallet: str) -> RunSpan | None:
        """The last run that there is."""
        return await self._edge({"wallet": wallet}, "number", -1)

    async def extend(self, wallet: str, *, most: int) -> bool:
        """Make the runs that are due, `most` of them at most; whether none is left to be made."""
        newest = await self.newest(wallet)
        for _ in range(most):
            run = await self.made(wallet, newest)
            if run is None:
                return True
            with suppress(DuplicateKeyError):  # another server was faster, and made the same
                await self._runs.insert_one(run)
            newest = RunSpan.of(run)
        return False

    async def made(self, wallet: str, before: RunSpan | None) -> dict[str, Any] | None:
        """The run behind `before`, as it is to be stored; None while it has not all of its charges."""
        number, after = (before.number + 1, before.through) if before else (0, 0)
        cursor = await self._entries.aggregate(_pipeline(wallet, after, self.size), hint="usage")
        [found] = await cursor.to_list()
        if not found["edges"] or found["edges"][0]["charges"] < self.size:
            return None
        edges = found["edges"][0]
        return {
            "wallet": wallet,
            "number": Int64(number),
            "after": Int64(after),
            "through": Int64(edges["through"]),
            "since": edges["since"],
            "until": edges["until"],
            "cells": [as_stored(row, ("at", *DIMENSIONS)) for row in found["cells"]],
            "conversations": [as_stored(row, ("conversation", *DIMENSIONS)) for row in found["conversations"]],
        }

    async def first_that_ends(self, wallet: str, since: datetime) -> RunSpan | None:
        """The first run with a charge at `since` or later."""
        return await self._edge({"wallet": wallet, "until": {"$gte": since}}, "until", 1)

    async def last_that_begins(self, wallet: str, until: datetime) -> RunSpan | None:
        """The last run with a charge before `until`."""
        return await self._edge({"wallet": wallet, "since": {"$lt": until}}, "since", -1)

    async def between(self, wallet: str, since: datetime, until: datetime) -> list[RunSpan]:
        """All runs with charges from `since` on and before `until`, or around them."""
        query = {"wallet": wallet, "until": {"$gte": since}, "since": {"$lt": until}}
        return [RunSpan.of(found) async for found in self._runs.find(query, _SPAN)]

    async def _edge(self, query: dict[str, Any], by: str, direction: int) -> RunSpan | None:
        found = await self._runs.find_one(query, _SPAN, sort=[(by, direction), ("number", direction)])
        return None if found is None else RunSpan.of(found)


def _pipeline(wallet: str, after: int, size: int) -> Pipeline:
    slot = {"$dateTrunc": {"date": "$at", "unit": "minute", "binSize": SLOT_MINUTES}}
    dimensions = {name: f"${name}" for name in DIMENSIONS}
    return [
        {"$match": charges_of(wallet, after=after)},
        {"$sort": {"seq": 1}},
        {"$limit": size},
        {"$project": OF_CHARGE},
        {
            "$facet": {
                "edges": [
                    {
                        "$group": {
                            "_id": None,
                            "charges": {"$sum": 1},
                            "through": {"$max": "$seq"},
                            "since": {"$min": "$at"},
                            "until": {"$max": "$at"},
                        }
                    }
                ],
                "cells": [{"$group": {"_id": {"at": slot} | dimensions} | SUM_OF_ROWS}, {"$sort": {"_id": 1}}],
                "conversations": [
                    {"$match": {"conversation": {"$exists": True}}},
                    {"$group": {"_id": {"conversation": "$conversation"} | dimensions} | SUM_OF_ROWS},
                    {"$sort": {"_id": 1}},
                ],
            }
        },
    ]
