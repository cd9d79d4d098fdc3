"""Whether a session still stands: open, and of an active user. Asked on every request, so remembered for a moment."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.session import Session
from models.user import Role, User, UserStatus
from services.clock import Clock
from services.identity.token_versions import outlived_end_of_all
from services.shared_reads import SharedReads

__all__ = ["Standing", "Standings"]

_REMEMBERED_MAXIMUM = 10_000
REMEMBERED_SECONDS = 2
"""How long this process may go on with what it read; a suspension must act within 5 s."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the database said about a session. `role` is the user's role now; None: the session has ended."""

    role: Role | None
    read_at: datetime


@dataclass(frozen=True, slots=True)
class _OpenSession:
    user_id: str
    token_version: int


@dataclass(frozen=True, slots=True)
class _ActiveUser:
    role: Role
    token_version: int
    kept_session_id: str | None


class Standings:
    """Reads standings; callers that ask for the same session at the same time share one read."""

    def __init__(self, *, clock: Clock, remembered_seconds: int = REMEMBERED_SECONDS) -> None:
        self._clock = clock
        self._fresh = timedelta(seconds=remembered_seconds)
        self._remembered: dict[str, Standing] = {}
        self._reading: dict[str, asyncio.Task[Standing]] = {}
        self._sessions = SharedReads(self._open_ones)
        self._users = SharedReads(self._active_ones)

    async def role(self, session_id: str) -> Role | None:
        """The role of the session's user, or None when it has ended or its user is suspended."""
        known = self._remembered.get(session_id)
        if known is not None and known.read_at + self._fresh > self._clock():
            return known.role
        task = self._reading.get(session_id)
        if task is None:
            task = asyncio.create_task(self._read(session_id))
            self._reading[session_id] = task
            task.add_done_callback(lambda done: self._read_done(session_id, done))
        # Shielded: one caller that goes away must not take the answer from the others.
        return (await asyncio.shield(task)).role

    def forget(self, session_id: str) -> None:
        """Read this session anew at the next request: it was changed here, even if a read is under way."""
        self._remembered.pop(session_id, None)
        self._reading.pop(session_id, None)

    def _read_done(self, session_id: str, task: asyncio.Task[Standing]) -> None:
        if self._reading.get(session_id) is not task:  # forgotten meanwhile: the answer may be from before the change
            return
        del self._reading[session_id]
        if task.cancelled() or task.exception() is not None:
            return
        while len(self._remembered) >= _REMEMBERED_MAXIMUM:
            self._remembered.pop(next(iter(self._remembered)))
        self._remembered[session_id] = task.result()

    async def _read(self, session_id: str) -> Standing:
        read_at = self._clock()  # before the read, so that an answer is never taken for newer than it is
        session = await self._sessions.read(session_id)
        user = await self._users.read(session.user_id) if session is not None else None
        if session is None or user is None:
            return Standing(None, read_at)
        stands = outlived_end_of_all(
            session_id=session_id,
            opened_at=session.token_version,
            user_version=user.token_version,
            kept_session_id=user.kept_session_id,
        )
        return Standing(user.role if stands else None, read_at)

    async def _open_ones(self, session_ids: Sequence[str]) -> dict[str, _OpenSession]:
        """Those of the sessions that are open."""
        wanted = {"_id": {"$in": session_ids}, "revoked_at": None, "expires_at": {"$gt": self._clock()}}
        found = Session.get_pymongo_collection().find(wanted, projection={"user_id": True, "token_version": True})
        return {each["_id"]: _OpenSession(each["user_id"], each.get("token_version", 0)) async for each in found}

    async def _active_ones(self, user_ids: Sequence[str]) -> dict[str, _ActiveUser]:
        """Those of the users that are active."""
        wanted = {"_id": {"$in": user_ids}, "status": UserStatus.ACTIVE.value}
        fields = {"role": True, "token_version": True, "kept_session_id": True}
        found = User.get_pymongo_collection().find(wanted, projection=fields)
        return {
            each["_id"]: _ActiveUser(Role(each["role"]), each.get("token_version", 0), each.get("kept_session_id"))
            async for each in found
        }
