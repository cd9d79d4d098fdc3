"""Counts what each key has used, over all servers.

A request with a key that has limits is counted before it is made, in the one update that looks whether it is within
them: of any number of servers never one too many. What it has cost is known only when it ends, and is added then: the
limit of money may be passed by what is running at that moment. Keys without limits are counted a moment later, many
requests in one write; of a server that is killed that moment is not counted.
"""

import asyncio
from datetime import datetime
from typing import Any

import structlog
from bson.int64 import Int64
from pymongo import ReturnDocument, UpdateOne
from pymongo.errors import PyMongoError

from models.provider_key import ProviderKeyUse
from services.allowances.rules import day_of, month_of
from services.clock import Clock
from services.provider_keys.known import KnownKey, Limits

__all__ = ["KeyUses"]

_log = structlog.get_logger(__name__)


class KeyUses:
    """One for a process."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: dict[str, tuple[int, int]] = {}
        """Requests and billionths of a dollar that are not written yet, by key."""
        self._writing: asyncio.Task[None] | None = None

    async def begin(self, key: KnownKey) -> bool:
        """Count a request; False, and nothing is counted, where the key is at a limit. Raises PyMongoError."""
        if key.limits.none:
            self._later(key.id, requests=1, nanodollars=0)
            return True
        row: Any = await ProviderKeyUse.get_pymongo_collection().find_one_and_update(
            {"_id": key.id},
            [*_up_to_date(self._clock()), *_counted(1, 0, _within(key.limits))],
            projection={"within": True},
            upsert=True,
            return_document=ReturnDocument.AFTER,
        )
        return bool(row["within"])

    def spent(self, key_id: str, nanodollars: int) -> None:
        """A request of this key has cost so much."""
        if nanodollars:
            self._later(key_id, requests=0, nanodollars=nanodollars)

    async def written(self) -> None:
        """Return once all that was counted before is written, or has failed to be."""
        while self._writing is not None:
            await asyncio.wait({self._writing})

    def _later(self, key_id: str, *, requests: int, nanodollars: int) -> None:
        before = self._waiting.get(key_id, (0, 0))
        self._waiting[key_id] = (before[0] + requests, before[1] + nanodollars)
        if self._writing is None:
            self._writing = asyncio.create_task(self._write(), name="provider-key-uses")

    async def _write(self) -> None:
        """Write as long as more has come meanwhile: under load each write takes many requests along."""
        try:
            while self._waiting:
                waiting, self._waiting = self._waiting, {}
                stages = _up_to_date(self._clock())
                await ProviderKeyUse.get_pymongo_collection().bulk_write(
                    [
                        UpdateOne({"_id": key_id}, [*stages, *_counted(*more, True)], upsert=True)
                        for key_id, more in waiting.items()
                    ],
                    ordered=False,
                )
        except PyMongoError as error:
            _log.warning("provider_key_uses_not_counted", error=type(error).__name__, keys=len(waiting))
        finally:
            self._writing = None


def _up_to_date(now: datetime) -> list[dict[str, Any]]:
    """Stages that begin a new day and month. Where another server has begun them already, its are gone on with."""
    day, month = day_of(now), month_of(now)

    def of(field: str, current: str, name: str) -> dict[str, Any]:
        kept = {"$gte": [{"$ifNull": [f"${field}", ""]}, current]}
        return {"$toLong": {"$cond": [kept, {"$ifNull": [f"${name}", 0]}, 0]}}

    counts = {
        **{name: of("day", day, name) for name in ("day_requests", "day_nanodollars")},
        **{name: of("month", month, name) for name in ("month_requests", "month_nanodollars")},
    }
    return [{"$set": counts}, {"$set": {"day": {"$max": ["$day", day]}, "month": {"$max": ["$month", month]}}}]


def _counted(requests: int, nanodollars: int, within: Any) -> list[dict[str, Any]]:
    more = {
        "day_requests": requests,
        "month_requests": requests,
        "day_nanodollars": nanodollars,
        "month_nanodollars": nanodollars,
    }
    sums = {name: {"$cond": ["$within", {"$add": [f"${name}", Int64(by)]}, f"${name}"]} for name, by in more.items()}
    return [{"$set": {"within": within}}, {"$set": sums}]


def _within(limits: Limits) -> dict[str, Any]:
    bounds = {
        "day_requests": limits.requests_per_day,
        "month_requests": limits.requests_per_month,
        "day_nanodollars": limits.nanodollars_per_day,
        "month_nanodollars": limits.nanodollars_per_month,
    }
    return {"$and": [{"$lt": [f"${name}", Int64(most)]} for name, most in bounds.items() if most is not None]}
