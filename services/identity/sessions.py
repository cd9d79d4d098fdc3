"""Sign-in sessions in the database: opened, rotated, revoked."""

import hmac
import os
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import structlog
from pymongo import DESCENDING

from models.ids import new_id
from models.session import Session
from models.user import User
from services.clock import Clock
from services.identity.errors import SessionExpiredError
from services.identity.refresh_tokens import RefreshToken
from services.identity.token_versions import end_of_all

__all__ = ["Sessions"]

_log = structlog.get_logger(__name__)

_OPEN_MAXIMUM = 50
"""Sessions that one user may have open; a sign-in beyond it ends the oldest."""
_SEED_BYTES = 32


class Sessions:
    """Opens, rotates and revokes sessions. A refresh token is used once: rotation is one atomic update.

    The token before the newest one may come again for `grace_seconds`, because its answer was lost or two tabs sent it:
    it then gives the same newest token, so that there is never more than one line of them.
    """

    def __init__(self, *, life_seconds: int, clock: Clock, grace_seconds: int = 0) -> None:
        self._life = timedelta(seconds=life_seconds)
        self._grace = timedelta(seconds=grace_seconds)
        self._clock = clock

    async def open(self, user_id: str, *, token_version: int) -> RefreshToken:
        """A new session of `user_id`, and its first refresh token.

        `token_version` is the user's, read before they proved who they are: if all their sessions were ended since,
        so is this one.
        """
        now = self._clock()
        token = RefreshToken.first(new_id("ses"))
        await Session(
            id=token.session_id,
            user_id=user_id,
            refresh_hash=token.hash,
            family_hash=token.family_hash,
            token_version=token_version,
            created_at=now,
            refreshed_at=now,
            expires_at=now + self._life,
        ).insert()
        await self._revoke_beyond_limit(user_id)
        return token

    async def find(self, text: str) -> Mapping[str, Any]:
        """The open session that the refresh token belongs to, as it is stored; the token stays good.

        Raises SessionExpiredError. A token that was used before has been copied by somebody: its session is revoked,
        for the thief and for the owner, who signs in again (RFC 9700 section 4.14.2).
        """
        token = RefreshToken.parse(text)
        session = None if token is None else await _session_of(token)
        if token is None or session is None:
            raise SessionExpiredError
        if not self._is_good(session, token) and not self._comes_again(session, token):
            await self._revoke_if_used_before(session, token)
            raise SessionExpiredError
        return session

    async def rotate(self, text: str) -> RefreshToken:
        """Exchange a refresh token for the next one; raises SessionExpiredError, and revokes, as `find` does."""
        token = RefreshToken.parse(text)
        if token is None:
            raise SessionExpiredError
        seed = os.urandom(_SEED_BYTES)
        following = token.next(seed)
        now = self._clock()
        result = await Session.get_pymongo_collection().update_one(
            {"_id": token.session_id, "refresh_hash": token.hash, "revoked_at": None, "expires_at": {"$gt": now}},
            {
                "$set": {
                    "refresh_hash": following.hash,
                    "previous_hash": token.hash,
                    "rotation_seed": seed.hex(),
                    "refreshed_at": now,
                    "expires_at": now + self._life,
                },
                "$inc": {"rotation": 1},
            },
        )
        if result.modified_count == 1:
            return following
        session = await self.find(text)
        return token.next(bytes.fromhex(session["rotation_seed"]))

    async def revoke(self, text: str) -> str:
        """End the session of a refresh token, used before or not; gives the session's id.

        Raises SessionExpiredError when the token is none of a session that is known. Repeating it is no error.
        """
        token = RefreshToken.parse(text)
        if token is None or await _session_of(token) is None:
            raise SessionExpiredError
        await self._revoke({"_id": token.session_id}, reason="logout")
        return token.session_id

    async def end_all(self, user_id: str, *, but: str | None = None, reason: str) -> list[str]:
        """End every session of `user_id`, except the one with the id `but`; gives the ids of those that were open.

        One update of the user decides it, before any session is touched: what is opened or refreshed at the same time
        by what was proved before has ended as well.
        """
        await User.get_pymongo_collection().update_one({"_id": user_id}, end_of_all(but=but))
        open_now = {"user_id": user_id, "_id": {"$ne": but}, "revoked_at": None}
        found = Session.get_pymongo_collection().find(open_now, projection={"_id": True})
        ids = [session["_id"] async for session in found]
        await self._revoke({"_id": {"$in": ids}}, reason=reason)
        return ids

    def _is_good(self, session: Mapping[str, Any], token: RefreshToken) -> bool:
        """Whether it is the newest token of an open session."""
        return self._is_open(session) and hmac.compare_digest(session["refresh_hash"], token.hash)

    def _comes_again(self, session: Mapping[str, Any], token: RefreshToken) -> bool:
        """Whether it is the token before the newest one of an open session, and that one was made just now."""
        previous = session.get("previous_hash")
        if previous is None or not hmac.compare_digest(previous, token.hash):
            return False
        return self._is_open(session) and bool(self._clock() < session["refreshed_at"] + self._grace)

    def _is_open(self, session: Mapping[str, Any]) -> bool:
        return session.get("revoked_at") is None and bool(self._clock() < session["expires_at"])

    async def end_those_of(self, provider: str, user_id: str) -> None:
        """End the sessions of a user that stand for sessions at `provider`."""
        await self._revoke({"user_id": user_id, "provider": provider}, reason="unlinked")

    async def _revoke_if_used_before(self, session: Mapping[str, Any], token: RefreshToken) -> None:
        if hmac.compare_digest(session["refresh_hash"], token.hash):  # the newest, and merely expired or revoked
            return
        if await self._revoke({"_id": token.session_id}, reason="reuse"):
            _log.warning("refresh_token_reused", session_id=token.session_id)

    async def _revoke_beyond_limit(self, user_id: str) -> None:
        collection = Session.get_pymongo_collection()
        surplus = collection.find(
            {"user_id": user_id, "revoked_at": None, "expires_at": {"$gt": self._clock()}},
            projection={"_id": True},
            sort=[("created_at", DESCENDING), ("_id", DESCENDING)],
            skip=_OPEN_MAXIMUM,
            limit=_OPEN_MAXIMUM,
        )
        ids = [found["_id"] async for found in surplus]
        if ids:
            await self._revoke({"_id": {"$in": ids}}, reason="too_many")

    async def _revoke(self, which: dict[str, object], *, reason: str) -> int:
        result = await Session.get_pymongo_collection().update_many(
            {**which, "revoked_at": None}, {"$set": {"revoked_at": self._clock(), "revoked_reason": reason}}
        )
        return result.modified_count


async def _session_of(token: RefreshToken) -> Mapping[str, Any] | None:
    """The session of the token, used before or not, as it is stored; None when the token was made up."""
    found: Mapping[str, Any] | None = await Session.get_pymongo_collection().find_one({"_id": token.session_id})
    if found is None or not hmac.compare_digest(found["family_hash"], token.family_hash):
        return None
    return found
