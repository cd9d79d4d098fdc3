"""Tells those with a long call open that their session has ended meanwhile, or their access token has run out.

An API key is watched as a session is: it is over when it is revoked or has expired. One look at the database every two
seconds, for all that are watched in this process.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import structlog
from pymongo.errors import PyMongoError

from models.session import Session
from models.user import User, UserStatus
from services.api_keys.callers import owners_of_keys
from services.api_keys.token import ApiToken
from services.clock import Clock
from services.errors import AccessTokenExpiredError, NotAuthenticatedError, TokentillError
from services.identity.bearer_tokens import WatchedTokens
from services.identity.errors import AccountSuspendedError
from services.identity.token_versions import outlived_end_of_all

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

    def __init__(self, tokens: WatchedTokens, clock: Clock, *, look_seconds: float = LOOK_SECONDS) -> None:
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
                await self._tokens.keep_fresh()  # a key may have ended, and no other call tell this server so
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
            sessions = await self._open_sessions([each for each in part if each.startswith("ses_")])
            prefixes = [each for each in part if not each.startswith("ses_")]
            owners = await owners_of_keys(prefixes, self._clock()) if prefixes else {}
            owners |= {session_id: session["user_id"] for session_id, session in sessions.items()}
            users = await _active_users(set(owners.values()))
            for each in part:
                why = (
                    _why_over(sessions.get(each), users.get(owners[each])) if each in owners else NotAuthenticatedError
                )
                if why is not None:
                    ended[each] = why()
        return ended

    async def _open_sessions(self, session_ids: list[str]) -> dict[str, Mapping[str, Any]]:
        if not session_ids:
            return {}
        found = Session.get_pymongo_collection().find(
            {"_id": {"$in": session_ids}, "revoked_at": None, "expires_at": {"$gt": self._clock()}},
            projection={"user_id": True, "token_version": True},
        )
        return {session["_id"]: session async for session in found}

    def _is_good(self, access_token: str) -> bool:
        try:
            self._tokens.verify(access_token)
        except NotAuthenticatedError:
            return False
        return True


async def suspended_users(user_ids: Collection[str]) -> set[str]:
    """Those of the users who may not act: suspended, or gone."""
    return set(user_ids) - (await _active_users(user_ids)).keys()


async def _active_users(user_ids: Collection[str]) -> dict[str, Mapping[str, Any]]:
    found = User.get_pymongo_collection().find(
        {"_id": {"$in": list(user_ids)}, "status": UserStatus.ACTIVE.value},
        projection={"token_version": True, "kept_session_id": True},
    )
    return {user["_id"]: user async for user in found}


def _why_over(
    session: Mapping[str, Any] | None, user: Mapping[str, Any] | None
) -> type[AccountSuspendedError | NotAuthenticatedError] | None:
    """Why a session, or an API key where there is none, may not go on; None: it may.

    `user` is None for one who may not act.
    """
    if user is None:
        return AccountSuspendedError
    if session is None or outlived_end_of_all(
        session_id=session["_id"],
        opened_at=session.get("token_version", 0),
        user_version=user.get("token_version", 0),
        kept_session_id=user.get("kept_session_id"),
    ):
        return None
    return NotAuthenticatedError
