"""Bans: given to who passes limits again and again, each twice as long as the one before; and lifted by admins."""

import asyncio
import re
from datetime import datetime, timedelta
from typing import Any

import structlog
from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError, PyMongoError

from models.admin_action import AdminAction
from models.ban import Ban, SubjectKind
from models.ids import new_id
from services.admin.actions import DONE, AdminActions
from services.clock import Clock
from services.errors import InvalidInputError, NotFoundError
from services.paging import Page, PageRequest
from services.rate_limits.ban_list import BanList
from services.rate_limits.subject import Subject, address_subject

__all__ = ["FIRST_BAN_SECONDS", "FORGOTTEN_AFTER_SECONDS", "LIFT_BAN", "LONGEST_BAN_SECONDS", "Bans"]

_log = structlog.get_logger(__name__)

FIRST_BAN_SECONDS = 300
LONGEST_BAN_SECONDS = 86_400
FORGOTTEN_AFTER_SECONDS = 86_400
"""After the end of a ban. Whoever is banned again by then is banned for twice as long."""
LIFT_BAN = "lift_ban"
_REST_SECONDS = 60
"""A row of an admin younger than this is left to the call that wrote it."""
_MOST_DOUBLINGS = 20
_POSITION = re.compile(r"[a-z]{3}_[0-9a-z]{1,60}")


class Bans:
    """The collection `bans`, which all servers share, and this process's list of them."""

    def __init__(self, actions: AdminActions, clock: Clock, *, timeout_seconds: float = 1.0) -> None:
        self._actions = actions
        self._clock = clock
        self._timeout_seconds = timeout_seconds
        self._list = BanList(clock)

    def until(self, subject: Subject) -> datetime | None:
        """When the subject's ban ends; None when it has none."""
        return self._list.until(subject)

    async def refresh(self) -> None:
        """Hear of what other servers changed. Raises PyMongoError."""
        await self._list.refresh()

    async def ban(self, subject: Subject, limit: str) -> datetime:
        """Ban the subject; until when. While the database is away it is for the shortest time, and here alone."""
        now = self._clock()
        until = now + timedelta(seconds=FIRST_BAN_SECONDS)
        try:
            async with asyncio.timeout(self._timeout_seconds):
                until = (await self._store(subject, limit, now))["until"]
        except (PyMongoError, TimeoutError) as error:
            _log.warning("ban_not_stored", error=type(error).__name__)
        self._list.note(subject, until)
        _log.warning("banned", kind=subject.kind.value, subject=subject.value, limit=limit, until=until.isoformat())
        return until

    async def active(self, request: PageRequest) -> Page[Ban]:
        """Bans that have not ended, the subjects that were banned last for the first time first."""
        query: dict[str, object] = {"until": {"$gt": self._clock()}}
        if request.after is not None:
            if not _POSITION.fullmatch(request.after):
                raise InvalidInputError("after", "is not a cursor of this list.")
            query["_id"] = {"$lt": request.after}
        return Page.cut(await Ban.find(query).sort("-_id").limit(request.first + 1).to_list(), request.first)

    async def lift(self, admin_id: str, which: str) -> Ban:
        """End a ban and forget the ones before it. Raises NotFoundError when there is none that has not ended.

        `which` is its id, or whose it is: an address or network, or the id of a user or API key.
        """
        subjects = {"kind": {"$in": list(SubjectKind)}, "subject": {"$in": [which, address_subject(which).value]}}
        found = await Ban.find_one({"$or": [{"_id": which}, subjects], "until": {"$gt": self._clock()}})
        if found is None:
            raise NotFoundError("ban")
        # No address: this row is never removed.
        details: dict[str, Any] = {"kind": found.kind.value, "limit": found.limit, "since": found.since}
        if found.kind is not SubjectKind.ADDRESS:
            details["subject"] = found.subject
        until = {"until": found.until}
        row = await self._actions.begin(admin_id, LIFT_BAN, found.id, new_id("eff"), details, before=until, after={})
        await self._carry_out(row)
        self._list.note(Subject(found.kind, found.subject), self._clock())
        return found

    async def complete(self, limit: int) -> int:
        """Go on with up to `limit` bans that a crash left half lifted; how many. Raises PyMongoError."""
        rested = self._clock() - timedelta(seconds=_REST_SECONDS)
        left = await self._actions.uncompleted((LIFT_BAN,), rested, limit)
        for action in left:
            await self._carry_out(action)
        return len(left)

    async def _carry_out(self, action: AdminAction) -> None:
        now = self._clock()
        await Ban.get_pymongo_collection().update_one(
            # Not a ban that came after it; told by the ban's own time, since the clocks of servers differ a little.
            {"_id": action.target_id, "since": action.details["since"]},
            {"$set": {"until": now, "forget_at": now + timedelta(hours=1), "changed_at": now, "in_a_row": 0}},
        )
        await self._actions.complete(action.effect_id, DONE)

    async def _store(self, subject: Subject, limit: str, now: datetime) -> dict[str, Any]:
        """One atomic update, so that of servers that ban at once each counts."""
        remembered = {"$gt": ["$forget_at", now]}
        doublings = {"$min": [{"$subtract": ["$in_a_row", 1]}, _MOST_DOUBLINGS]}
        milliseconds = {"$multiply": [FIRST_BAN_SECONDS * 1_000, {"$pow": [2, doublings]}]}
        longest = LONGEST_BAN_SECONDS * 1_000
        update: list[dict[str, Any]] = [
            {
                "$set": {
                    "_id": {"$ifNull": ["$_id", new_id("ban")]},
                    "in_a_row": {"$cond": [remembered, {"$add": ["$in_a_row", 1]}, 1]},
                    "limit": limit,
                    "since": now,
                    "changed_at": now,
                }
            },
            {"$set": {"until": {"$add": [now, {"$toLong": {"$min": [milliseconds, longest]}}]}}},
            {"$set": {"forget_at": {"$add": ["$until", FORGOTTEN_AFTER_SECONDS * 1_000]}}},
        ]
        query = {"kind": subject.kind.value, "subject": subject.value}
        rows = Ban.get_pymongo_collection()
        for last in (False, True):
            try:
                stored: dict[str, Any] = await rows.find_one_and_update(  # type: ignore[assignment]  # it is made
                    query, update, upsert=True, return_document=ReturnDocument.AFTER
                )
            except DuplicateKeyError:  # another server made the row in the meantime
                if last:
                    raise
            else:
                return stored
        raise AssertionError("the second time returns or raises")
