"""New users, and users who asked a model for something."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from models.active_day import ActiveDay
from models.chat_outcome import ChatOutcome
from models.ids import first_id
from models.user import Role, User, UserStatus

__all__ = ["ActiveUsers", "active_users", "new_users"]

_CLOCKS_DIFFER = timedelta(hours=2)
"""An id is made by a server's clock, its row's moment by the database's."""


@dataclass(frozen=True, slots=True)
class ActiveUsers:
    """People who chatted or asked for a ticket, in whole days of UTC, the last of which need not be over."""

    day: int
    week: int
    """In 7 days."""
    month: int
    """In 30 days."""


async def active_users(until: datetime, summed_to: datetime) -> ActiveUsers:
    """Those of the days that end with the one before `until`. Raises PyMongoError."""
    last = (until - timedelta(milliseconds=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    day, week, month = [await _active(last - timedelta(days=days - 1), until, summed_to) for days in (1, 7, 30)]
    return ActiveUsers(day, week, month)


async def new_users(since: datetime, until: datetime, trunc: dict[str, Any]) -> dict[datetime, int]:
    """How many accounts were made, by parts of time; guests only once they have signed up. Raises PyMongoError."""
    ids = {"$gte": first_id("usr", since, -_CLOCKS_DIFFER), "$lt": first_id("usr", until, _CLOCKS_DIFFER)}
    match = {
        "_id": ids,
        "created_at": {"$gte": since, "$lt": until},
        "role": {"$ne": Role.GUEST.value},
        "status": {"$ne": UserStatus.MERGED.value},
    }
    pipeline: list[dict[str, Any]] = [{"$match": match}, {"$group": {"_id": trunc, "count": {"$sum": 1}}}]
    rows = await (await User.get_pymongo_collection().aggregate(pipeline)).to_list()
    return {row["_id"]: int(row["count"]) for row in rows}


async def _active(first_day: datetime, until: datetime, summed_to: datetime) -> int:
    """Those of the summed days, and of what is not summed up yet those that are not among them."""
    days = {"day": {"$gte": first_day, "$lt": until}}
    rows = ActiveDay.get_pymongo_collection()
    counting: list[dict[str, Any]] = [{"$match": days}, {"$group": {"_id": "$user_id"}}, {"$count": "users"}]
    found = await (await rows.aggregate(counting)).to_list()
    span = {"$gte": max(first_day, summed_to), "$lt": until}
    recent = await ChatOutcome.get_pymongo_collection().distinct("user_id", {"at": span})
    known = await rows.distinct("user_id", {**days, "user_id": {"$in": recent}}) if recent else []
    return (int(found[0]["users"]) if found else 0) + len(recent) - len(known)
