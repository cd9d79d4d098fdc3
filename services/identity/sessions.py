"""Sign-in sessions in the database: opened, rotated, revoked."""

import hmac
from datetime import timedelta

import structlog
from pymongo import DESCENDING

from models.ids import new_id
from models.session import Session
from services.clock import Clock
from services.identity.errors import SessionExpiredError
from services.identity.refresh_tokens import RefreshToken

__all__ = ["Sessions"]

_log = structlog.get_logger(__name__)

_OPEN_MAXIMUM = 50
"""Sessions that one user may have open; a sign-in beyond it ends the oldest."""


class Sessions:
    """Opens, rotates and revokes sessions. A refresh token is used once: rotation is one atomic update."""

    def __init__(self, *, life_seconds: int, clock: Clock) -> None:
        self._life = timedelta(seconds=life_seconds)
        self._clock = clock

    async def open(self, user_id: str) -> RefreshToken:
        """A new session of `user_id`, and its first refresh token."""
        now = self._clock()
        token = RefreshToken.first(new_id("ses"))
        await Session(
            id=token.session_id,
            user_id=user_id,
            refresh_hash=token.hash,
            family_hash=token.family_hash,
            created_at=now,
            refreshed_at=now,
            expires_at=now + self._life,
        ).insert()
        await self._revoke_beyond_limit(user_id)
        return token

    async def owner(self, text: str) -> str:
        """The id of the user whose open session the refresh token belongs to; the token stays good.

        Raises SessionExpiredError. A token that was used before has been copied by somebody: its session is revoked,
        for the thief and for the owner, who signs in again (RFC 9700 section 4.14.2).
        """
        token = RefreshToken.parse(text)
        if token is None:
            raise SessionExpiredError
        found = await Session.get_pymongo_collection().find_one(self._good(token), projection={"user_id": True})
        if found is None:
            await self._revoke_if_used_before(token)
            raise SessionExpiredError
        return str(found["user_id"])

    async def rotate(self, text: str) -> RefreshToken:
        """Exchange a refresh token for the next one; raises SessionExpiredError, and revokes, as `owner` does."""
        token = RefreshToken.parse(text)
        if token is None:
            raise SessionExpiredError
        following = token.next()
        now = self._clock()
        result = await Session.get_pymongo_collection().update_one(
            self._good(token),
            {
                "$set": {"refresh_hash": following.hash, "refreshed_at": now, "expires_at": now + self._life},
                "$inc": {"rotation": 1},
            },
        )
        if result.modified_count == 0:
            await self._revoke_if_used_before(token)
            raise SessionExpiredError
        return following

    async def revoke(self, text: str) -> str:
        """End the session of a refresh token, used before or not; gives the session's id.

        Raises SessionExpiredError when the token is none of a session that is known. Repeating it is no error.
        """
        token = RefreshToken.parse(text)
        if token is None or await self._stored_hash(token) is None:
            raise SessionExpiredError
        await self._revoke({"_id": token.session_id}, reason="logout")
        return token.session_id

    def _good(self, token: RefreshToken) -> dict[str, object]:
        """Finds the session whose newest token it is, while the session is open."""
        return {
            "_id": token.session_id,
            "refresh_hash": token.hash,
            "revoked_at": None,
            "expires_at": {"$gt": self._clock()},
        }

    async def revoke_all(self, user_id: str, *, reason: str) -> int:
        """End every session of `user_id`; gives how many were open."""
        return await self._revoke({"user_id": user_id}, reason=reason)

    async def _revoke_if_used_before(self, token: RefreshToken) -> None:
        stored = await self._stored_hash(token)
        if stored is None or hmac.compare_digest(stored, token.hash):  # invented, or merely expired or revoked
            return
        if await self._revoke({"_id": token.session_id}, reason="reuse"):
            _log.warning("refresh_token_reused", session_id=token.session_id)

    async def _stored_hash(self, token: RefreshToken) -> str | None:
        """The hash of the session's newest token when `token` is of that session, else None."""
        found = await Session.get_pymongo_collection().find_one(
            {"_id": token.session_id}, projection={"family_hash": True, "refresh_hash": True}
        )
        if found is None or not hmac.compare_digest(found["family_hash"], token.family_hash):
            return None
        return str(found["refresh_hash"])

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
