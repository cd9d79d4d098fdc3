"""Guests: people who try the server without an account, one for each device."""

from datetime import timedelta
from typing import Any

import structlog
from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from models.guest_record import GuestRecord
from models.user import Role, User, UserStatus
from services.clock import Clock
from services.guests.counts import GuestCounts, Place
from services.guests.device_keys import hash_of_device_key
from services.guests.errors import AnonymousClosedError, GuestSignedUpError
from services.guests.merging import GuestMerges, ReclaimsTokens
from services.guests.sweeper import GuestSweeper
from services.identity.account import SignedIn
from services.identity.accounts import Accounts
from services.identity.name_forms import name_forms
from services.identity.signed_in_sessions import SignedInSessions
from settings import Settings

__all__ = ["GUEST_NAME", "Guests"]

_log = structlog.get_logger(__name__)

GUEST_NAME = "Guest"
"""What others read where a name must stand; a guest has chosen none."""


class Guests:
    """One for each process. All raise PyMongoError."""

    def __init__(
        self,
        *,
        settings: Settings,
        clock: Clock,
        accounts: Accounts,
        sessions: SignedInSessions,
        ledger: ReclaimsTokens,
        signing_secret: str,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._accounts = accounts
        self._sessions = sessions
        self._unused = timedelta(days=settings.guest_days)
        self._counts = GuestCounts(
            per_address=settings.guests_per_address,
            in_all=settings.guests_per_period,
            period_seconds=settings.guest_period_seconds,
            signing_secret=signing_secret,
            clock=clock,
        )
        self._merges = GuestMerges(ledger=ledger, clock=clock)
        self._sweeper = GuestSweeper(days=settings.guest_days, merges=self._merges, sessions=sessions, clock=clock)

    async def start(self, device_key: str, client_address: str | None) -> SignedIn:
        """A session of the device's guest, who is made and granted tokens at the first call alone.

        However often and at however many servers a device asks, it has one guest and one grant. Raises
        AnonymousClosedError, InvalidInputError, TooManyGuestsError for a new guest, GuestSignedUpError and
        AccountSuspendedError.
        """
        if not self._settings.allows_guests:
            raise AnonymousClosedError
        device_hash = hash_of_device_key(device_key)
        user = await self._known(device_hash)
        if user is None:
            user = await self._new(device_hash, await self._counts.count(device_hash, client_address))
        if user.role is not Role.GUEST or user.status is UserStatus.MERGED:
            raise GuestSignedUpError
        await self._accounts.complete_welcome(user)
        # A device key is no way into an account: a sign-up since the guest was read ends this session before it begins.
        return await self._sessions.open(user)

    async def signed_in(self, guest_id: str, account_id: str) -> None:
        """A guest has signed in to an account: see GuestMerges. Any way to sign in calls it after it opened a session.

        A guest who signs up is told to `Accounts.create` instead.
        """
        await self._merges.begin(guest_id, account_id)

    async def sweep(self, limit: int) -> int:
        """Finish up to `limit` of what guests left; how many were looked at."""
        return await self._sweeper.sweep(limit)

    async def _known(self, device_hash: str) -> User | None:
        """The device's user, whose use is noted while it is a guest."""
        users, now = User.get_pymongo_collection(), self._clock()
        device = {"guest.device_hash": device_hash}
        guest = {**device, "role": Role.GUEST.value, "status": {"$ne": UserStatus.MERGED.value}}
        row: dict[str, Any] | None = await users.find_one_and_update(
            guest,
            {"$set": {"guest.used_at": now, "guest.due_at": now + self._unused}},
            return_document=ReturnDocument.AFTER,
        )
        row = row or await users.find_one(device)
        if row is None:
            return None
        user: User = User.model_validate(row)
        return user

    async def _new(self, device_hash: str, place: Place) -> User:
        """The unique index decides which of several calls makes the guest; all get the same."""
        now = self._clock()
        record = GuestRecord(
            device_hash=device_hash, tokens=self._settings.guest_tokens, used_at=now, due_at=now + self._unused
        )
        user = User(
            email=None,
            name=GUEST_NAME,
            **name_forms(GUEST_NAME, found=False).to_document(),
            password_hash=None,
            role=Role.GUEST,
            created_at=now,
            guest=record,
        )
        try:
            await user.insert()
        except DuplicateKeyError:
            await place.give_back()
            known = await self._known(device_hash)
            if known is None:
                raise
            return known
        _log.info("guest_made", user_id=user.id)
        return user
