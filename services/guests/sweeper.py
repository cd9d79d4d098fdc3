"""Finishes what guests left: merges that are not closed, and guests whom nobody uses."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog
from pymongo import ASCENDING, DESCENDING
from pymongo.errors import PyMongoError

from models.conversation import Conversation
from models.session import Session
from models.ticket import Ticket
from models.user import User, UserStatus
from services.clock import Clock
from services.errors import TokentillError
from services.guests.merging import GuestMerges
from services.identity.signed_in_sessions import SignedInSessions

__all__ = ["GuestSweeper"]

_log = structlog.get_logger(__name__)

_PUT_OFF = timedelta(minutes=1)


class GuestSweeper:
    """Any number of servers may sweep at once. `days` without use end a guest's sessions and texts, not the wallet."""

    def __init__(self, *, days: int, merges: GuestMerges, sessions: SignedInSessions, clock: Clock) -> None:
        self._unused = timedelta(days=days)
        self._merges = merges
        self._sessions = sessions
        self._clock = clock

    async def sweep(self, limit: int) -> int:
        """Look at up to `limit` guests that are due; how many. One that fails keeps nobody else waiting."""
        due = {"guest.due_at": {"$lte": self._clock(), "$type": "date"}}
        rows = User.get_pymongo_collection().find(due, sort=[("guest.due_at", ASCENDING)], limit=limit)
        found = [row async for row in rows]
        for row in found:
            try:
                await self._look(row)
            except (PyMongoError, TokentillError) as error:
                _log.warning("guest_put_off", guest_id=row["_id"], error=type(error).__name__)
                await _set_due(row, self._clock() + _PUT_OFF)
        return len(found)

    async def _look(self, row: Mapping[str, Any]) -> None:
        if row["status"] == UserStatus.MERGED.value:
            await self._merges.go_on(row)
        else:
            await self._end_if_unused(row)

    async def _end_if_unused(self, row: Mapping[str, Any]) -> None:
        before = self._clock() - self._unused
        used_at = await _used_at(row)
        if used_at > before:
            await _set_due(row, used_at + self._unused)
            return
        await self._sessions.end_all(row["_id"], reason="unused")
        await _remove_texts(row["_id"], before, self._clock())
        await _set_due(row, None)
        _log.info("unused_guest_ended", guest_id=row["_id"])


async def _used_at(row: Mapping[str, Any]) -> datetime:
    """When the guest last began a session or refreshed one."""
    newest = await Session.get_pymongo_collection().find_one(
        {"user_id": row["_id"]}, projection={"refreshed_at": True}, sort=[("refreshed_at", DESCENDING)]
    )
    begun: datetime = row["guest"]["used_at"]
    return begun if newest is None else max(begun, newest["refreshed_at"])


async def _remove_texts(guest_id: str, before: datetime, now: datetime) -> None:
    """What is older than `before`. Conversations are marked, and removed as those are that a user deletes."""
    await Conversation.get_pymongo_collection().update_many(
        {"user_id": guest_id, "deleted_at": None, "last_message_at": {"$lte": before}},
        {"$set": {"deleted_at": now, "deleted_by": guest_id}},
    )
    await Ticket.get_pymongo_collection().delete_many({"user_id": guest_id, "created_at": {"$lte": before}})


async def _set_due(row: Mapping[str, Any], at: datetime | None) -> None:
    """Unless the guest came back meanwhile, which has set it anew."""
    same = {"_id": row["_id"], "guest.used_at": row["guest"]["used_at"]}
    await User.get_pymongo_collection().update_one(same, {"$set": {"guest.due_at": at}})
