"""Accounts and sessions: register, sign in, refresh, sign out, and who is calling."""

from collections.abc import AsyncGenerator, Collection
from typing import Protocol

import structlog
from pymongo.errors import PyMongoError

from messages import Language
from models.session import Session
from models.user import Role, User, UserStatus
from services.api_keys.service import ApiKeys
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import NotFoundError
from services.guests.merging import ReclaimsTokens
from services.guests.service import Guests
from services.identity.account import Account, SignedIn
from services.identity.account_links import AccountLinks
from services.identity.account_mails import AccountMails
from services.identity.accounts import Accounts
from services.identity.admin_password import random_password
from services.identity.details import (
    checked_name,
    checked_new_password,
    known_email,
    normal_email,
    normal_password,
)
from services.identity.devices import device_of
from services.identity.email_addresses import EmailAddresses
from services.identity.erased_addresses import ErasedAddresses
from services.identity.errors import (
    EmailLoginClosedError,
    EmailTakenError,
    IdentityUnavailableError,
    InvalidCredentialsError,
    RegistrationClosedError,
)
from services.identity.notices import AccountNotices
from services.identity.own_password import OwnPassword
from services.identity.password_changes import PasswordChanges
from services.identity.passwords import PasswordKeeper
from services.identity.proofs import Proofs
from services.identity.referral_codes import referral_code_of, referrer_named
from services.identity.session_watch import Ending, suspended_users
from services.identity.sign_in_throttle import SignInThrottle
from services.identity.signed_in_sessions import SignedInSessions
from services.identity.viewer import Viewer
from services.identity.welcome import GrantsTokens
from services.mail import Outbox
from services.paging import Page, PageRequest
from settings import Settings

__all__ = ["IdentityService"]

_log = structlog.get_logger(__name__)

_away_is_unavailable = database_errors_become(IdentityUnavailableError)


class WalletsOfUsers(GrantsTokens, ReclaimsTokens, Protocol):
    """The part of the ledger that identity needs."""


class IdentityService:
    """One for each process. `signing_secret` signs access tokens; every server of one database shares it.

    Further ways to sign up and in make their users with `accounts`, open what they prove with `sessions`, and tell
    `guests` who was a guest before. `addresses` and `password_changes` are what users change about signing in by
    e-mail. Without an `outbox` no mail is sent.
    What a caller can ask for raises IdentityUnavailableError while the database does not answer.
    """

    def __init__(
        self,
        *,
        settings: Settings,
        clock: Clock,
        ledger: WalletsOfUsers,
        signing_secret: str,
        passwords: PasswordKeeper | None = None,
        outbox: Outbox | None = None,
    ) -> None:
        self._settings = settings
        self._passwords = passwords or PasswordKeeper()
        self.sessions = SignedInSessions(settings=settings, clock=clock, signing_secret=signing_secret)
        erased = ErasedAddresses(signing_secret=signing_secret, clock=clock)
        self.accounts = Accounts(ledger=ledger, welcome_tokens=settings.welcome_tokens, clock=clock, erased=erased)
        self.guests = Guests(
            settings=settings,
            clock=clock,
            accounts=self.accounts,
            sessions=self.sessions,
            ledger=ledger,
            signing_secret=signing_secret,
        )
        self._throttle = SignInThrottle(clock)
        self._outbox = outbox or Outbox(None, clock)
        self.notices = AccountNotices(self._outbox)
        links = AccountLinks(signing_secret=signing_secret, clock=clock)
        self._mails = AccountMails(settings=settings, links=links, clock=clock)
        own_password = OwnPassword(self._passwords, clock)
        self.proofs = Proofs(own_password, clock)
        self.addresses = EmailAddresses(links=links, outbox=self._outbox, own_password=own_password, clock=clock)
        self.password_changes = PasswordChanges(
            offered=settings.allow_email_login,
            passwords=self._passwords,
            own_password=own_password,
            links=links,
            outbox=self._outbox,
            sessions=self.sessions,
            api_keys=ApiKeys(clock),
            sign_ins=self._throttle,
            clock=clock,
        )

    @_away_is_unavailable
    async def register(
        self,
        email: str,
        password: str,
        name: str,
        referral_code: str | None = None,
        *,
        guest_id: str | None = None,
        language: Language = Language.EN,
    ) -> SignedIn:
        """Make an account with a wallet and its welcome grant, mail a link that proves the address, open a session.

        The guest `guest_id` becomes the account. Raises EmailLoginClosedError, RegistrationClosedError,
        InvalidInputError, WeakPasswordError, EmailTakenError, IdentityBusyError, ReferralCodeUnknownError when
        `referral_code` is nobody's, and SessionExpiredError when the guest is none any more.
        """
        if not self._settings.allow_email_login:
            raise EmailLoginClosedError
        if not self._settings.allow_registration:
            raise RegistrationClosedError
        address = normal_email(email)
        shown_name = checked_name(name)
        secret = checked_new_password(password, email=address)
        if await User.get_pymongo_collection().count_documents({"email": address}, limit=1):
            raise EmailTakenError
        referrer = None if referral_code is None else await referrer_named(referral_code)
        password_hash = await self._passwords.hash(secret)
        await self.addresses.order_verification(address, language)  # first, so that no crash loses it
        user = await self.accounts.create(
            email=address,
            name=shown_name,
            password_hash=password_hash,
            referred_by=referrer,
            guest_id=guest_id,
        )
        return await self.sessions.open(user)

    @_away_is_unavailable
    async def login(
        self, email: str, password: str, client_address: str | None = None, *, guest_id: str | None = None
    ) -> SignedIn:
        """Open a session. The conversations of the guest `guest_id` go over to the account.

        `client_address` is whence the call came, None when that is not known.

        An unknown e-mail is answered as a wrong password is, after the same work. Where ALLOW_EMAIL_LOGIN is off, so is
        everybody but an admin with the right password. Raises InvalidCredentialsError or EmailLoginClosedError,
        AccountSuspendedError, TooManyAttemptsError, IdentityBusyError, and InvalidInputError for text that cannot be
        stored.
        """
        address = known_email(email)
        secret = normal_password(password)
        await self._throttle.check(address, client_address)
        user = await User.find_one(User.email == address) if address is not None else None
        right, newer_hash = await self._passwords.verify(secret, user.password_hash if user else None)
        may = self._settings.allow_email_login or (user is not None and user.role is Role.ADMIN)
        if address is None or user is None or not (right and may):
            await self._throttle.failed(address, client_address)
            raise InvalidCredentialsError if self._settings.allow_email_login else EmailLoginClosedError
        # Right or wrong, this asks again: of guesses sent all at once only the first few are told.
        await self._throttle.succeeded(address, client_address)
        if user.status is UserStatus.ACTIVE:
            await self._after_sign_in(user, newer_hash)
        signed_in = await self.sessions.open(user)
        if guest_id is not None:
            await self.guests.signed_in(guest_id, user.id)
        return signed_in

    @_away_is_unavailable
    async def start_guest(self, device_key: str, client_address: str | None) -> SignedIn:
        """A session of the device's guest: see Guests."""
        return await self.guests.start(device_key, client_address)

    @_away_is_unavailable
    async def refresh(self, refresh_token: str) -> SignedIn:
        """Exchange a refresh token for a new pair: see SignedInSessions."""
        return await self.sessions.refresh(refresh_token)

    @_away_is_unavailable
    async def logout(self, refresh_token: str) -> None:
        """End the session of a refresh token: see SignedInSessions."""
        await self.sessions.end(refresh_token)

    @_away_is_unavailable
    async def logout_everywhere(self, viewer: Viewer, *, keep_current: bool = False) -> int:
        """End every session of the caller, or every other one; gives how many were open. See SignedInSessions."""
        but = viewer.session_id if keep_current else None
        return await self.sessions.end_all(viewer.user_id, but=but, reason="logout_everywhere")

    @_away_is_unavailable
    async def open_sessions(self, user_id: str, request: PageRequest) -> Page[Session]:
        """The user's open sessions, the newest first. Raises InvalidInputError."""
        return await self.sessions.list.page(user_id, request)

    @_away_is_unavailable
    async def revoke_session(self, user_id: str, session_id: str) -> None:
        """End one of the user's sessions; repeating it is no error. Raises NotFoundError."""
        await self.sessions.end_one(user_id, session_id)

    async def note_device(self, signed_in: SignedIn, user_agent: str | None, client_address: str | None) -> None:
        """Remember where a session is used that was just opened or renewed. It may fail: the list then knows less."""
        try:
            await self.sessions.list.note_device(signed_in.session_id, device_of(user_agent, client_address))
        except PyMongoError as error:
            _log.warning("device_not_noted", session_id=signed_in.session_id, error=type(error).__name__)

    @_away_is_unavailable
    async def authenticate(self, token: str) -> Viewer:
        """Who calls by an access token or an API key: see SignedInSessions."""
        return await self.sessions.authenticate(token)

    def endings(self, token: str) -> AsyncGenerator[Ending, None]:
        """Why what was begun with a good token may not go on, as soon as it may not: see SessionWatch."""
        return self.sessions.endings(token)

    async def suspended(self, user_ids: Collection[str]) -> set[str]:
        """Those of the users who may not act any more. Raises PyMongoError while the database is away."""
        return await suspended_users(user_ids) if user_ids else set()

    @_away_is_unavailable
    async def profile(self, user_id: str) -> Account:
        """The account of `user_id`; raises NotFoundError."""
        return await self.accounts.profile(user_id)

    async def receipt_email(self, user_id: str) -> str | None:
        """Where the user gets receipts by e-mail, as STRIPE_RECEIPT_EMAILS says; None for nowhere."""
        if not self._settings.stripe_receipt_emails:
            return None
        try:
            return (await self.profile(user_id)).email
        except NotFoundError:
            return None

    @_away_is_unavailable
    async def referral_code(self, user_id: str) -> str:
        """The user's own referral code; raises NotFoundError."""
        return await referral_code_of(user_id)

    async def ensure_admin(self) -> str | None:
        """Make the first admin when there is none; gives its password, once, or None when nothing was made.

        Of several servers that start together one makes it: the e-mail is unique. An account that already has the
        e-mail is not promoted.
        """
        if await User.get_pymongo_collection().count_documents({"role": Role.ADMIN.value}, limit=1):
            return None
        address = normal_email(self._settings.admin_email)
        password = random_password()
        password_hash = await self._passwords.hash(password)
        try:
            user = await self.accounts.create(email=address, name="Admin", password_hash=password_hash, role=Role.ADMIN)
        except EmailTakenError:
            if not await User.get_pymongo_collection().count_documents({"role": Role.ADMIN.value}, limit=1):
                _log.warning("first_admin_email_taken")
            return None
        _log.info("first_admin_made", user_id=user.id)
        return password

    async def complete_welcomes(self, limit: int = 100) -> int:
        """Grant up to `limit` welcomes that a crash left open; gives how many were completed."""
        return await self.accounts.complete_welcomes(limit)

    async def send_mails(self, limit: int = 100) -> int:
        """Send up to `limit` mails of the outbox; gives how many the mail server took. Raises PyMongoError."""
        return await self._outbox.sweep(self._mails.prepare, limit)

    def close(self) -> None:
        """Free the threads that hash passwords, and watch no session any more."""
        self.sessions.close()
        self._passwords.close()

    async def _after_sign_in(self, user: User, newer_hash: str | None) -> None:
        if newer_hash is not None:
            await User.get_pymongo_collection().update_one(
                {"_id": user.id, "password_hash": user.password_hash}, {"$set": {"password_hash": newer_hash}}
            )
        await self.accounts.complete_welcome(user)
