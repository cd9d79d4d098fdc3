"""The `allowances` collection. Each change is one update by a pipeline: MongoDB decides and counts in one step.

A new day or month begins, and lost requests are given back, in the same step that reads them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bson.int64 import Int64
from pymongo import ReturnDocument

from models.allowance import Allowance, RunningRequest

__all__ = ["Bounds", "admit", "finish", "let_in", "read"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """None: without such a limit."""

    running: int
    requests_per_day: int | None
    tokens_per_month: int | None


async def let_in(user_id: str, request: RunningRequest, bounds: Bounds, now: datetime) -> Allowance:
    """Count `request` if it is within `bounds`. The row after that; the request is in it if it was let in.

    A request that was let in before is not counted again.
    """
    row = await Allowance.get_pymongo_collection().find_one_and_update(
        {"_id": user_id},
        [*_up_to_date(request.day, request.month, now), *admit(request, bounds), {"$unset": "within"}],
        upsert=True,
        return_document=ReturnDocument.AFTER,
    )
    counted: Allowance = Allowance.model_validate(row)
    return counted


async def finish(user_id: str, request_id: str, *, tokens: int | None) -> None:
    """The request has ended and used `tokens` free tokens; None: it failed, and was no request. Once, by its id."""
    ended = {"$first": {"$filter": {"input": "$running", "cond": {"$eq": ["$$this.id", request_id]}}}}
    used: Any = Int64(0) if tokens is None else {"$min": [Int64(tokens), "$ended.tokens"]}
    same_day, same_month = {"$eq": ["$day", "$ended.day"]}, {"$eq": ["$month", "$ended.month"]}
    counts: dict[str, Any] = {
        "tokens": {
            "$cond": [same_month, {"$add": ["$tokens", {"$subtract": [used, "$ended.tokens"]}]}, "$tokens"],
        },
        "running": {"$filter": {"input": "$running", "cond": {"$ne": ["$$this.id", request_id]}}},
    }
    if tokens is None:
        counts["requests"] = {"$cond": [same_day, {"$subtract": ["$requests", Int64(1)]}, "$requests"]}
    await Allowance.get_pymongo_collection().update_one(
        {"_id": user_id, "running.id": request_id}, [{"$set": {"ended": ended}}, {"$set": counts}, {"$unset": "ended"}]
    )


async def read(user_id: str) -> Allowance | None:
    """The row as it was last changed: its day and month may be over."""
    return await Allowance.get(user_id)


def admit(request: RunningRequest, bounds: Bounds) -> list[dict[str, Any]]:
    """Stages that count `request` in a row that is up to date, if it is within `bounds`."""
    conditions: list[dict[str, Any]] = [
        {"$not": [{"$in": [request.id, "$running.id"]}]},
        {"$lt": [{"$size": "$running"}, bounds.running]},
    ]
    if bounds.requests_per_day is not None:
        conditions.append({"$lt": ["$requests", bounds.requests_per_day]})
    if bounds.tokens_per_month is not None:
        conditions.append({"$lte": [{"$add": ["$tokens", request.tokens]}, bounds.tokens_per_month]})
    counted = {
        "requests": {"$add": ["$requests", Int64(1)]},
        "tokens": {"$add": ["$tokens", request.tokens]},
        "running": {"$concatArrays": ["$running", [{"$literal": request.model_dump()}]]},
    }
    return [
        {"$set": {"within": {"$and": conditions}}},
        {"$set": {name: {"$cond": ["$within", value, f"${name}"]} for name, value in counted.items()}},
    ]


def _up_to_date(day: str, month: str, now: datetime) -> list[dict[str, Any]]:
    running = {"$ifNull": ["$running", []]}
    lost = {"$filter": {"input": running, "cond": {"$lte": ["$$this.until", now]}}}
    # Never back to an earlier one, for a server whose clock is behind: the later one would be counted from 0 again.
    today, this_month = {"$max": ["$day", day]}, {"$max": ["$month", month]}
    lost_today = {"$filter": {"input": "$lost", "cond": {"$eq": ["$$this.day", today]}}}
    lost_this_month = {"$filter": {"input": "$lost", "cond": {"$eq": ["$$this.month", this_month]}}}
    of_lost = {"$sum": {"$map": {"input": lost_this_month, "in": "$$this.tokens"}}}
    return [
        {"$set": {"lost": lost, "running": running}},
        {
            "$set": {
                "requests": _of_now("day", day, {"$subtract": ["$requests", {"$size": lost_today}]}),
                "tokens": _of_now("month", month, {"$subtract": ["$tokens", of_lost]}),
                "running": {"$filter": {"input": "$running", "cond": {"$gt": ["$$this.until", now]}}},
            }
        },
        {"$set": {"day": today, "month": this_month}},
        {"$unset": "lost"},
    ]


def _of_now(field: str, current: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"$toLong": {"$cond": [{"$gte": [f"${field}", current]}, value, 0]}}
