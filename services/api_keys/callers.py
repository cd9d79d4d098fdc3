"""Who calls by an API key. Nothing is remembered: what was revoked or suspended is refused by every server at once."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from pymongo.errors import PyMongoError

from models.api_key import ApiKey, ApiScope
from models.user import Role, User, UserStatus
from services.api_keys.errors import ApiKeyExpiredError
from services.api_keys.token import ApiToken
from services.clock import Clock
from services.errors import NotAuthenticatedError
from services.identity.last_seen import note_seen
from services.identity.viewer import Viewer
from services.shared_reads import SharedReads

__all__ = ["USE_NOTED_SECONDS", "KeyCallers", "key_stands", "owners_of_keys"]

_log = structlog.get_logger(__name__)

USE_NOTED_SECONDS = 60
"""The last use of a key is written at most so often."""
_MOST_NOTES = 1_000
"""Uses that are being written at a time; those beyond are noted at a later call."""


class KeyCallers:
    """One for a process. Callers that ask at the same time share a read."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._keys = SharedReads(_keys_with_users)
        self._notes: dict[str, asyncio.Task[None]] = {}

    async def authenticate(self, token: ApiToken) -> Viewer:
        """Who calls, with the role that the user has now, as far as the key reaches.

        Raises ApiKeyExpiredError, and NotAuthenticatedError for a key that is unknown or revoked, or whose user was
        stopped. Raises PyMongoError.
        """
        key = await self._keys.read(token.prefix)
        if key is None or not token.has_hash(key["token_hash"]) or key.get("revoked_at") is not None:
            raise NotAuthenticatedError
        now = self._clock()
        if key.get("expires_at") is not None and key["expires_at"] <= now:
            raise ApiKeyExpiredError
        if not key["users"]:
            raise NotAuthenticatedError
        (user,) = key["users"]
        self._note_use(key, now)
        scopes = frozenset(ApiScope(each) for each in key["scopes"])
        of_admin = Role(user["role"]) is Role.ADMIN
        role = Role(user["role"]) if ApiScope.ADMIN in scopes else Role.USER
        return Viewer(user["_id"], user["wallet_id"], role, session_id=key["_id"], scopes=scopes, key_of_admin=of_admin)

    def close(self) -> None:
        """Note no more uses."""
        for note in self._notes.values():
            note.cancel()

    def _note_use(self, key: Mapping[str, Any], now: datetime) -> None:
        """Beside the request, which does not wait for it."""
        key_id, last = key["_id"], key.get("last_used_at")
        noted = last is not None and last > now - timedelta(seconds=USE_NOTED_SECONDS)
        if noted or key_id in self._notes or len(self._notes) >= _MOST_NOTES:
            return
        note = asyncio.create_task(_write_use(key_id, key["user_id"], now), name="api-key-use")
        self._notes[key_id] = note
        note.add_done_callback(lambda _: self._notes.pop(key_id, None))


async def owners_of_keys(prefixes: Sequence[str], now: datetime) -> dict[str, str]:
    """The users of those keys that are good at `now`, by prefix. Raises PyMongoError."""
    good = {"$or": [{"expires_at": None}, {"expires_at": {"$gt": now}}]}
    found = ApiKey.get_pymongo_collection().find(
        {"prefix": {"$in": prefixes}, "revoked_at": None, **good}, projection={"prefix": True, "user_id": True}
    )
    return {key["prefix"]: key["user_id"] async for key in found}


async def key_stands(key_id: str, now: datetime) -> bool:
    """Whether the key with this id is good at `now`, and its user may act. Raises PyMongoError."""
    good = {"$or": [{"expires_at": None}, {"expires_at": {"$gt": now}}]}
    key = await ApiKey.get_pymongo_collection().find_one({"_id": key_id, "revoked_at": None, **good}, {"user_id": True})
    if key is None:
        return False
    active = {"_id": key["user_id"], "status": UserStatus.ACTIVE.value}
    return await User.get_pymongo_collection().find_one(active, {"_id": True}) is not None


async def _write_use(key_id: str, user_id: str, now: datetime) -> None:
    """The filter keeps it to once in a while for all servers together."""
    before = now - timedelta(seconds=USE_NOTED_SECONDS)
    unnoted = {"$or": [{"last_used_at": None}, {"last_used_at": {"$lte": before}}]}
    try:
        await ApiKey.get_pymongo_collection().update_one({"_id": key_id, **unnoted}, {"$set": {"last_used_at": now}})
        await note_seen(user_id, now)
    except PyMongoError as error:  # the next call tries again
        _log.warning("key_use_not_noted", key_id=key_id, error=type(error).__name__)


async def _keys_with_users(prefixes: Sequence[str]) -> dict[str, dict[str, Any]]:
    """By prefix; `users` holds the key's user, and nobody when that user may not act."""
    active = [
        {"$match": {"status": UserStatus.ACTIVE.value}},
        {"$project": {"role": True, "wallet_id": True}},
    ]
    found = await ApiKey.get_pymongo_collection().aggregate(
        [
            {"$match": {"prefix": {"$in": list(prefixes)}}},
            {
                "$lookup": {
                    "from": User.Settings.name,
                    "localField": "user_id",
                    "foreignField": "_id",
                    "pipeline": active,
                    "as": "users",
                }
            },
        ]
    )
    return {key["prefix"]: key async for key in found}
