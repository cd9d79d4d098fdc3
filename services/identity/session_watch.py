"""Tells those with a long call open that their session has ended meanwhile, or their access token has run out.

An API key is watched as a session is: it is over when it is revoked or has expired. One look at the database every two
seconds, for all that are watched in this process.
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
from services.api_keys.callers import owners_of_keys
from services.api_keys.token import ApiToken
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
    """Why a call may not go on. `final`: the session or API key is over, and not merely an access token."""

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

    async def endings(self, token: str) -> AsyncGenerator[Ending, None]:
        """Up to two: when an access token runs out, and when its session or the API key is over; nothing follows that.

        `token` was found good just before. While the database does not answer, nobody's session ends.
        """
        api_token = ApiToken.parse(token)
        try:
            watched = self._tokens.verify(token).session_id if api_token is None else api_token.prefix
        except NotAuthenticatedError as error:
            yield Ending(error, final=True)
            return
        may_run_out = api_token is None
        with self._watching(watched):
            while True:
                await self._looked.wait()
                over = self._ended.get(watched)
                if over is not None:
                    yield Ending(over, final=True)
                    return
                if may_run_out and not self._is_good(token):
                    may_run_out = False
                    yield Ending(AccessTokenExpiredError(), final=False)

    def close(self) -> None:
        """Look no more."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    @contextmanager
    def _watching(self, watched: str) -> Iterator[None]:
        self._watched[watched] += 1
        if self._task is None:
            self._task = asyncio.create_task(self._look_again(), name="session-watch")
        try:
            yield
        finally:
            self._watched[watched] -= 1
            if self._watched[watched] == 0:
                del self._watched[watched]
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

    async def _look(self, watched: list[str]) -> dict[str, TokentillError]:
        """Those of the sessions, by id, and of the API keys, by prefix, that are over, and why."""
        ended: dict[str, TokentillError] = {}
        for start in range(0, len(watched), _IDS_A_READ):
            part = watched[start : start + _IDS_A_READ]
            users = await self._owners(part)
            suspended = await suspended_users(set(users.values()))
            for each in part:
                if each not in users:
                    ended[each] = NotAuthenticatedError()
                elif users[each] in suspended:
                    ended[each] = AccountSuspendedError()
        return ended

    async def _owners(self, watched: list[str]) -> dict[str, str]:
        """The users of those sessions and API keys that are not over."""
        session_ids = [each for each in watched if each.startswith("ses_")]
        prefixes = [each for each in watched if not each.startswith("ses_")]
        owners = await owners_of_keys(prefixes, self._clock()) if prefixes else {}
        if session_ids:
            found = Session.get_pymongo_collection().find(
                {"_id": {"$in": session_ids}, "revoked_at": None, "expires_at": {"$gt": self._clock()}},
                projection={"user_id": True},
            )
            owners |= {session["_id"]: session["user_id"] async for session in found}
        return owners

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
