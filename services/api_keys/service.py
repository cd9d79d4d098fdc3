"""Making, listing and revoking API keys. A user sees only their own."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from pymongo.errors import DuplicateKeyError

from messages import Phrase
from models.api_key import ApiKey, ApiScope
from models.fields import to_utc_milliseconds
from models.user import Role
from services.api_keys.errors import TooManyApiKeysError
from services.api_keys.token import ApiToken
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import InvalidInputError, NotAuthenticatedError, NotFoundError, NotPermittedError
from services.identity.details import checked_name
from services.identity.errors import IdentityUnavailableError
from services.identity.standings import Standings
from services.identity.viewer import Viewer
from services.ledger.errors import IdempotencyConflictError
from services.ledger.keys import client_key
from services.paging import Page, PageRequest

__all__ = ["MOST_KEYS", "ApiKeyOrder", "ApiKeys", "MadeApiKey"]

_log = structlog.get_logger(__name__)
_away_is_unavailable = database_errors_become(IdentityUnavailableError)

MOST_KEYS = 20
"""Keys that one user may have, of those that are neither revoked nor expired."""
MOST_DAYS = 3_650
"""How far ahead an expiry may lie."""
_POSITION = re.compile(r"key_[0-9a-z]{1,60}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKeyOrder:
    """The key that is asked for. `expires_at` None: it never expires."""

    name: str
    scopes: Sequence[ApiScope]
    expires_at: datetime | None = None
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class MadeApiKey:
    """A key. `token` is its secret form, which only the call that made the key gets; None for a repeat of that call."""

    key: ApiKey
    token: str | None


class ApiKeys:
    """One for a process."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._standings = Standings(clock=clock, remembered_seconds=0)

    @_away_is_unavailable
    async def create(self, viewer: Viewer, order: ApiKeyOrder) -> MadeApiKey:
        """Make a key of `viewer`. The same idempotency key gives the same key again, without its token.

        Raises InvalidInputError, NotPermittedError (the scope `admin`, for who is no admin), TooManyApiKeysError,
        IdempotencyConflictError, and NotAuthenticatedError when the session has ended meanwhile.
        """
        asked = _checked(viewer, order)
        for _ in range(MOST_KEYS + 1):  # whoever loses a slot to another call looks for the next
            stored = await _made_before(viewer.user_id, asked)
            if stored is not None:
                return MadeApiKey(stored, None)
            self._check_expiry(asked.expires_at)
            try:
                made = await self._insert(viewer.user_id, asked)
            except DuplicateKeyError:
                continue
            await self._require_standing(viewer, made.key)
            _log.info("key_made", user_id=viewer.user_id, key_id=made.key.id, scopes=list(asked.scopes))
            return made
        raise TooManyApiKeysError(MOST_KEYS)

    @_away_is_unavailable
    async def revoke(self, user_id: str, key_id: str) -> ApiKey:
        """End the user's key for good; repeating it is no error. Raises NotFoundError."""
        await _revoke({"_id": key_id, "user_id": user_id}, self._clock())
        key = await ApiKey.find_one({"_id": key_id, "user_id": user_id})
        if key is None:
            raise NotFoundError("API key")
        _log.info("key_revoked", user_id=user_id, key_id=key_id)
        return key

    async def revoke_all(self, user_id: str) -> int:
        """End every key of `user_id`; gives how many were ended. Raises PyMongoError."""
        return await _revoke({"user_id": user_id}, self._clock())

    @_away_is_unavailable
    async def page(self, user_id: str, request: PageRequest) -> Page[ApiKey]:
        """The user's keys, the newest first, with those that are revoked or have expired."""
        query: dict[str, object] = {"user_id": user_id}
        if request.after is not None:
            if not _POSITION.fullmatch(request.after):
                raise InvalidInputError("after", "is not a cursor of this list.")
            query["_id"] = {"$lt": request.after}
        found = ApiKey.find(query).sort("-_id").limit(request.first + 1)
        return Page.cut(await found.to_list(), request.first)

    async def _require_standing(self, viewer: Viewer, made: ApiKey) -> None:
        """End a key that was made by a session which is over; raises NotAuthenticatedError.

        What ends all sessions and keys of a user ends the sessions first. So it either finds the key, or is seen here:
        nobody who has lost a session keeps a key that they made in its last moment.
        """
        self._standings.forget(viewer.session_id)
        if await self._standings.role(viewer.session_id) is None:
            await _revoke({"_id": made.id}, self._clock())
            raise NotAuthenticatedError

    async def _insert(self, user_id: str, asked: ApiKeyOrder) -> MadeApiKey:
        token = ApiToken.new()
        key = ApiKey(
            user_id=user_id,
            name=asked.name,
            prefix=token.prefix,
            token_hash=token.hash,
            scopes=list(asked.scopes),
            client_key=asked.idempotency_key,
            slot=await self._free_slot(user_id),
            created_at=self._clock(),
            expires_at=asked.expires_at,
        )
        await key.insert()
        return MadeApiKey(key, token.text)

    def _check_expiry(self, expires_at: datetime | None) -> None:
        now = self._clock()
        if expires_at is None:
            return
        if expires_at <= now:
            raise InvalidInputError("expiresAt", "must be in the future")
        if expires_at > now + timedelta(days=MOST_DAYS):
            raise InvalidInputError("expiresAt", Phrase("must be at most {days} days ahead", days=MOST_DAYS))

    async def _free_slot(self, user_id: str) -> int:
        """A slot that was free just now: the unique index decides who of several gets it. Raises TooManyApiKeysError.

        Any of the free ones, so that calls at the same time seldom want the same.
        """
        collection = ApiKey.get_pymongo_collection()
        mine = {"user_id": user_id, "slot": {"$type": "int"}}
        await collection.update_many({**mine, "expires_at": {"$lte": self._clock()}}, {"$set": {"slot": None}})
        taken = {key["slot"] async for key in collection.find(mine, projection={"slot": True})}
        free = sorted(set(range(MOST_KEYS)) - taken)
        if not free:
            raise TooManyApiKeysError(MOST_KEYS)
        return secrets.choice(free)


async def _revoke(which: dict[str, object], now: datetime) -> int:
    result = await ApiKey.get_pymongo_collection().update_many(
        {**which, "revoked_at": None}, {"$set": {"revoked_at": now, "slot": None}}
    )
    return result.modified_count


async def _made_before(user_id: str, asked: ApiKeyOrder) -> ApiKey | None:
    """The key that an earlier call with the same idempotency key made; raises IdempotencyConflictError."""
    if asked.idempotency_key is None:
        return None
    stored = await ApiKey.find_one({"user_id": user_id, "client_key": asked.idempotency_key})
    if stored is None:
        return None
    if (stored.name, tuple(stored.scopes), stored.expires_at) != (asked.name, asked.scopes, asked.expires_at):
        raise IdempotencyConflictError
    return stored


def _checked(viewer: Viewer, order: ApiKeyOrder) -> ApiKeyOrder:
    """The order as it is stored, each scope once; raises InvalidInputError, NotPermittedError."""
    scopes = tuple(each for each in ApiScope if each in order.scopes)
    if not scopes:
        raise InvalidInputError("scopes", "must name at least one")
    if ApiScope.ADMIN in scopes and viewer.role is not Role.ADMIN:
        raise NotPermittedError
    key = order.idempotency_key
    return ApiKeyOrder(
        name=checked_name(order.name),
        scopes=scopes,
        expires_at=None if order.expires_at is None else to_utc_milliseconds(order.expires_at),
        idempotency_key=None if key is None else client_key("api-key", key),
    )
