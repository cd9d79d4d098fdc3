"""Who calls by a session token of Clerk's.

A session of Clerk's gets one row in `sessions` here, with an id that is made of Clerk's and a refresh token that nobody
knows. So whatever ends or watches sessions, ends and watches these, too.
"""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

import structlog
from pymongo.errors import DuplicateKeyError

from gateways.clerk import ClerkSession, ClerkSessionTokens
from gateways.sign_in import ProofExpiredError, ProofInvalidError, SignInUnavailableError
from models.session import Session
from models.user import User
from services.clock import Clock
from services.errors import AccessTokenExpiredError, NotAuthenticatedError
from services.identity.errors import AccountSuspendedError, IdentityUnavailableError, RegistrationClosedError
from services.identity.viewer import Viewer
from services.sign_in.errors import AccountNotLinkedError, EmailUnverifiedError, SignInNotLinkedError
from services.sign_in.joining import Joining

__all__ = ["ClerkCallers", "session_id_of"]

_log = structlog.get_logger(__name__)

_REMEMBERED_MAXIMUM = 10_000
_ID_CHARACTERS = 26
_HASH_BYTES = 32
_Kept = TypeVar("_Kept")


@dataclass(frozen=True, slots=True)
class _Remembered:
    viewer: Viewer
    expires_at: int


@dataclass(frozen=True, slots=True)
class _Opened:
    viewer: Viewer
    renew_at: datetime


class ClerkCallers:
    """One for a process. Tokens are remembered until they end; whether their sessions stand is for others to ask."""

    def __init__(self, *, tokens: ClerkSessionTokens, joining: Joining, life_seconds: int, clock: Clock) -> None:
        self._tokens = tokens
        self._joining = joining
        self._life = timedelta(seconds=life_seconds)
        self._clock = clock
        self._remembered: dict[str, _Remembered] = {}
        self._opened: dict[str, _Opened] = {}

    def claims_to_be(self, token: str) -> bool:
        """Whether this is the place to have the token judged."""
        return token in self._remembered or self._tokens.claims_to_be(token)

    async def named(self, token: str) -> Viewer:
        """Whom a token names, with the row of its session made; the role may be an old one.

        Raises AccessTokenExpiredError, AccountNotLinkedError and NotAuthenticatedError, which both are;
        IdentityUnavailableError when Clerk's keys are needed and cannot be had; PyMongoError.
        """
        if token in self._remembered:
            return self.verify(token)
        try:
            said = await self._tokens.verified(token)
        except ProofExpiredError as error:
            raise AccessTokenExpiredError from error
        except ProofInvalidError as error:
            _log.info("clerk_token_refused", reason=str(error))
            raise NotAuthenticatedError from error
        except SignInUnavailableError as error:
            _log.warning("clerk_keys_away", reason=str(error))
            raise IdentityUnavailableError from error
        opened = await self._session(said)
        _keep(self._remembered, token, _Remembered(opened.viewer, said.expires_at))
        return opened.viewer

    def verify(self, token: str) -> Viewer:
        """The same for a token that was good before, without waiting."""
        known = self._remembered.get(token)
        if known is None:
            raise NotAuthenticatedError
        if known.expires_at <= self._clock().timestamp():
            self._remembered.pop(token, None)
            raise AccessTokenExpiredError
        return known.viewer

    async def close(self) -> None:
        """Close the connections to Clerk."""
        await self._tokens.close()

    async def _session(self, said: ClerkSession) -> _Opened:
        """The row of the session, which is made at first sight and goes on living while it is used."""
        session_id = session_id_of(self._tokens.issuer, said.session_id)
        now = self._clock()
        known = self._opened.get(session_id)
        if known is not None and known.renew_at > now:
            return known
        row = await Session.get_pymongo_collection().find_one_and_update(
            {"_id": session_id, "revoked_at": None}, {"$set": {"refreshed_at": now, "expires_at": now + self._life}}
        ) or await Session.get_pymongo_collection().find_one({"_id": session_id})
        user = await self._first_sight(session_id, said) if row is None else await _user_of(row)
        opened = _Opened(Viewer(user.id, user.wallet_id, user.role, session_id), now + self._life / 2)
        _keep(self._opened, session_id, opened)
        return opened

    async def _first_sight(self, session_id: str, said: ClerkSession) -> User:
        try:
            user = await self._joining.user_of(said.person)
        except AccountSuspendedError as error:
            raise NotAuthenticatedError from error
        except (EmailUnverifiedError, SignInNotLinkedError, RegistrationClosedError) as error:
            _log.info("clerk_user_not_joined", subject=said.person.subject, code=error.code)
            raise AccountNotLinkedError from error
        now = self._clock()
        row = Session(
            id=session_id,
            user_id=user.id,
            provider=said.person.provider,
            refresh_hash=_of_nothing(),
            family_hash=_of_nothing(),
            token_version=user.token_version,
            created_at=now,
            refreshed_at=now,
            expires_at=now + self._life,
        )
        try:
            await row.insert()
        except DuplicateKeyError:  # a call at the same time was first
            return user
        _log.info("clerk_session_opened", user_id=user.id, session_id=session_id)
        return user


def session_id_of(issuer: str, clerk_session_id: str) -> str:
    """The id of our row for a session of Clerk's."""
    digest = hashlib.sha256(f"{issuer}\n{clerk_session_id}".encode()).hexdigest()
    return f"ses_{digest[:_ID_CHARACTERS]}"


async def _user_of(row: Mapping[str, Any]) -> User:
    user = await User.find_one(User.id == row["user_id"])
    if user is None:
        raise NotAuthenticatedError
    return user


def _of_nothing() -> str:
    """A hash of which nobody knows a token."""
    return os.urandom(_HASH_BYTES).hex()


def _keep(remembered: dict[str, _Kept], key: str, value: _Kept) -> None:
    while len(remembered) >= _REMEMBERED_MAXIMUM:
        remembered.pop(next(iter(remembered)))
    remembered[key] = value
