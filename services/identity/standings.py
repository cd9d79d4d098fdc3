"""Whether a session still stands: open, and of an active user. Asked on every request, so remembered for a moment."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.session import Session
from models.user import Role, User, UserStatus
from services.clock import Clock

__all__ = ["Standing", "Standings"]

_REMEMBERED_MAXIMUM = 10_000
REMEMBERED_SECONDS = 2
"""How long this process may go on with what it read; a suspension must act within 5 s."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the database said about a session. `role` is the user's role now; None: the session has ended."""

    role: Role | None
    read_at: datetime


class Standings:
    """Reads standings; callers that ask for the same session at the same time share one read."""

    def __init__(self, *, clock: Clock, remembered_seconds: int = REMEMBERED_SECONDS) -> None:
        self._clock = clock
        self._fresh = timedelta(seconds=remembered_seconds)
        self._remembered: dict[str, Standing] = {}
        self._reading: dict[str, asyncio.Task[Standing]] = {}

    async def role(self, session_id: str) -> Role | None:
        """The role of the session's user, or None when the session was revoked or its user suspended."""
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
        session = await Session.get_pymongo_collection().find_one(
            {"_id": session_id, "revoked_at": None, "expires_at": {"$gt": read_at}}, projection={"user_id": True}
        )
        if session is None:
            return Standing(None, read_at)
        user = await User.get_pymongo_collection().find_one(
            {"_id": session["user_id"], "status": UserStatus.ACTIVE.value}, projection={"role": True}
        )
        return Standing(Role(user["role"]) if user else None, read_at)
