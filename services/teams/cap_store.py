"""What members use, in `team_members`. Each change is one update by a pipeline: MongoDB decides and counts in one step.

A new day or month begins in the same step, and never an earlier one: servers' clocks differ a little around midnight.
Caps are read in it, too, so that a cap holds from the moment it is set.
"""

from typing import Any

from bson.int64 import Int64
from pymongo import ReturnDocument

from models.team_member import CapReservation, TeamMember
from services.teams.access import IN_TEAM, member_id
from services.teams.rules import MOST_RESERVED

__all__ = ["finish", "reserve"]


async def reserve(team_id: str, user_id: str, reservation: CapReservation) -> TeamMember | None:
    """Count `reservation` if the caps allow it. The row after that; the reservation is in it if they do.

    One that was counted before is not counted again. None: the user is not in the team.
    """
    row = await TeamMember.get_pymongo_collection().find_one_and_update(
        {"_id": member_id(team_id, user_id), **IN_TEAM},
        [*_up_to_date(reservation.day, reservation.month), *_admit(reservation), {"$unset": "within"}],
        return_document=ReturnDocument.AFTER,
    )
    return None if row is None else TeamMember.model_validate(row)


async def finish(team_id: str, user_id: str, reservation_id: str, *, tokens: int) -> None:
    """The chat has ended and used `tokens`. Once, by its id; also for who has left."""
    ended = {"$first": {"$filter": {"input": "$reserved", "cond": {"$eq": ["$$this.id", reservation_id]}}}}
    change = {"$subtract": [Int64(tokens), "$ended.tokens"]}
    counts: dict[str, Any] = {
        f"{period}_tokens": {
            "$cond": [
                {"$eq": [f"${period}", f"$ended.{period}"]},
                {"$add": [f"${period}_tokens", change]},
                f"${period}_tokens",
            ]
        }
        for period in ("day", "month")
    }
    counts["reserved"] = {"$filter": {"input": "$reserved", "cond": {"$ne": ["$$this.id", reservation_id]}}}
    await TeamMember.get_pymongo_collection().update_one(
        {"_id": member_id(team_id, user_id), "reserved.id": reservation_id},
        [{"$set": {"ended": ended}}, {"$set": counts}, {"$unset": "ended"}],
    )


def _up_to_date(day: str, month: str) -> list[dict[str, Any]]:
    """Stages that begin a new day and month. A reservation of an earlier month counts for nothing any more."""
    return [
        {
            "$set": {
                "day_tokens": {"$toLong": {"$cond": [{"$gte": ["$day", day]}, "$day_tokens", 0]}},
                "month_tokens": {"$toLong": {"$cond": [{"$gte": ["$month", month]}, "$month_tokens", 0]}},
                "reserved": {"$filter": {"input": "$reserved", "cond": {"$gte": ["$$this.month", month]}}},
                "day": {"$max": ["$day", day]},
                "month": {"$max": ["$month", month]},
            }
        },
    ]


def _admit(reservation: CapReservation) -> list[dict[str, Any]]:
    """Stages that count `reservation` in a row that is up to date, if it is within the caps."""
    within = [
        {"$not": [{"$in": [reservation.id, "$reserved.id"]}]},
        {"$lt": [{"$size": "$reserved"}, MOST_RESERVED]},
        *(
            {
                "$or": [
                    {"$eq": [f"${cap}", None]},
                    {"$lte": [{"$add": [f"${counted}", reservation.tokens]}, f"${cap}"]},
                ]
            }
            for cap, counted in (("daily_cap", "day_tokens"), ("monthly_cap", "month_tokens"))
        ),
    ]
    counted_for = {"$mergeObjects": [{"$literal": reservation.model_dump()}, {"day": "$day", "month": "$month"}]}
    counted = {
        "day_tokens": {"$add": ["$day_tokens", reservation.tokens]},
        "month_tokens": {"$add": ["$month_tokens", reservation.tokens]},
        "reserved": {"$concatArrays": ["$reserved", [counted_for]]},
    }
    return [
        {"$set": {"within": {"$and": within}}},
        {"$set": {name: {"$cond": ["$within", value, f"${name}"]} for name, value in counted.items()}},
    ]
