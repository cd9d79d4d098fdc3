"""Tells those with a long call open that their session has ended meanwhile, or their access token has run out.

One look at the database every two seconds, for all sessions that are watched in this process.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import structlog
from pymongo.errors import PyMongoError

from models.session import Session
from models.user import User, UserStatus
from services.clock import Clock
from services.errors import AccessTokenExpiredError, NotAuthenticatedError, TokentillError
from services.identity.access_tokens import AccessTokens
from services.identity.errors import AccountSuspendedError

__all__ = ["LOOK_SECONDS", "Ending", "SessionWatch", "suspended_users"]

_log = structlog.get_logger(__name__)

LOOK_SECONDS = 2.0
"""Between two looks; a logout and a suspension must act within 5 s."""
_IDS_A_READ = 1_000


@dataclass(frozen=True, slots=True)
class Ending:
    """Why a call may not go on. `final`: the session is over, and not merely its access token."""

    error: TokentillError
    final: bool


class SessionWatch:
    """One for a process. It asks nothing while nobody watches."""

    def __init__(self, tokens: AccessTokens, clock: Clock, *, look_seconds: float = LOOK_SECONDS) -> None:
        self._tokens = tokens
        self._clock = clock
        self._pause = look_seconds
        self._watched: Counter[str] = Counter()
        self._ended: dict[str, TokentillError] = {}
        self._looked = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def endings(self, access_token: str) -> AsyncGenerator[Ending, None]:
        """Up to two: when the token runs out, and when its session is over; nothing follows the latter.

        While the database does not answer, nobody's session ends.
        """
        try:
            session_id = self._tokens.verify(access_token).session_id
        except NotAuthenticatedError as error:
            yield Ending(error, final=True)
            return
        ran_out = False
        with self._watching(session_id):
            while True:
                await self._looked.wait()
                over = self._ended.get(session_id)
                if over is not None:
                    yield Ending(over, final=True)
                    return
                if not ran_out and not self._is_good(access_token):
                    ran_out = True
                    yield Ending(AccessTokenExpiredError(), final=False)

    def close(self) -> None:
        """Look no more."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    @contextmanager
    def _watching(self, session_id: str) -> Iterator[None]:
        self._watched[session_id] += 1
        if self._task is None:
            self._task = asyncio.create_task(self._look_again(), name="session-watch")
        try:
            yield
        finally:
            self._watched[session_id] -= 1
            if self._watched[session_id] == 0:
                del self._watched[session_id]
            if not self._watched:
                self.close()

    async def _look_again(self) -> None:
        while True:
            await asyncio.sleep(self._pause)
            try:
                self._ended = await self._look(list(self._watched))
            except PyMongoError as error:
                _log.warning("sessions_not_watched", error=type(error).__name__)
            except Exception:  # noqa: BLE001 - a bug in one look must not end the watch for everybody
                _log.exception("sessions_not_watched")
            looked, self._looked = self._looked, asyncio.Event()
            looked.set()

    async def _look(self, session_ids: list[str]) -> dict[str, TokentillError]:
        """Those of the sessions that are over, and why."""
        ended: dict[str, TokentillError] = {}
        for start in range(0, len(session_ids), _IDS_A_READ):
            ids = session_ids[start : start + _IDS_A_READ]
            found = Session.get_pymongo_collection().find(
                {"_id": {"$in": ids}, "revoked_at": None, "expires_at": {"$gt": self._clock()}},
                projection={"user_id": True},
            )
            users = {session["_id"]: session["user_id"] async for session in found}
            suspended = await suspended_users(set(users.values()))
            for session_id in ids:
                if session_id not in users:
                    ended[session_id] = NotAuthenticatedError()
                elif users[session_id] in suspended:
                    ended[session_id] = AccountSuspendedError()
        return ended

    def _is_good(self, access_token: str) -> bool:
        try:
            self._tokens.verify(access_token)
        except NotAuthenticatedError:
            return False
        return True


async def suspended_users(user_ids: Collection[str]) -> set[str]:
    """Those of the users who may not act: suspended, or gone."""
    active = User.get_pymongo_collection().find(
        {"_id": {"$in": list(user_ids)}, "status": UserStatus.ACTIVE.value}, projection={"_id": True}
    )
    return set(user_ids) - {user["_id"] async for user in active}
