"""Accounts: makes them, each with a wallet and its welcome grant, and tells about them."""

from datetime import datetime

import structlog
from pymongo.errors import DuplicateKeyError

from models.user import Role, User
from services.clock import Clock
from services.errors import NotFoundError
from services.guests.sign_up import become_account
from services.identity.account import Account
from services.identity.erased_addresses import ErasedAddresses
from services.identity.errors import EmailTakenError
from services.identity.name_forms import name_forms
from services.identity.referral_codes import new_referral_code
from services.identity.welcome import GrantsTokens, WelcomeGrants

__all__ = ["Accounts"]

_log = structlog.get_logger(__name__)


class Accounts:
    """One for each process. Every way to sign up makes its users here."""

    def __init__(self, *, ledger: GrantsTokens, welcome_tokens: int, clock: Clock, erased: ErasedAddresses) -> None:
        self._clock = clock
        self._erased = erased
        self._welcome = WelcomeGrants(ledger=ledger, amount=welcome_tokens)

    async def create(
        self,
        *,
        email: str,
        name: str,
        password_hash: str | None,
        role: Role = Role.USER,
        referred_by: str | None = None,
        email_verified_at: datetime | None = None,
        guest_id: str | None = None,
    ) -> User:
        """Store a user and grant the welcome, unless the address had one in an account that was deleted.

        The unique index decides who of several has the e-mail.

        `email` and `name` are checked already; `password_hash` is None for who signs in another way, `referred_by`
        a user's id, and `guest_id` that of the guest who becomes this user, and whose sessions end. Raises
        EmailTakenError, and SessionExpiredError when that is no guest any more.
        """
        now = self._clock()
        user = User(
            email=email,
            email_verified_at=email_verified_at,
            name=name,
            **name_forms(name).to_document(),
            password_hash=password_hash,
            role=role,
            created_at=now,
            referral_code=new_referral_code(),
            referred_by=referred_by,
            customer_due_at=now if role is Role.USER else None,
            welcome_granted=await self._erased.knows(email),
        )
        user = await (_insert(user) if guest_id is None else become_account(guest_id, user))
        await self.complete_welcome(user)
        _log.info("user_registered", user_id=user.id, role=role.value)
        return user

    async def complete_welcome(self, user: User) -> None:
        """Grant the welcome of a user whose sign-up was cut off before it."""
        if not user.welcome_granted:
            await self._welcome.complete(user)

    async def complete_welcomes(self, limit: int) -> int:
        """Grant up to `limit` welcomes that a crash left open; gives how many were completed."""
        return await self._welcome.sweep(limit)

    async def profile(self, user_id: str) -> Account:
        """The account of `user_id`; raises NotFoundError."""
        user = await User.find_one(User.id == user_id)
        if user is None:
            raise NotFoundError("user")
        return Account.of(user)


async def _insert(user: User) -> User:
    try:
        return await user.insert()
    except DuplicateKeyError as error:
        raise EmailTakenError from error
