"""Accounts and sessions: register, sign in, refresh, sign out, and who is calling."""

from collections.abc import AsyncGenerator, Collection

import structlog
from pymongo.errors import DuplicateKeyError

from models.user import Role, User, UserStatus
from services.api_keys.callers import KeyCallers
from services.api_keys.token import ApiToken
from services.attempts import AttemptThrottle
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import NotAuthenticatedError, NotFoundError
from services.identity.access_tokens import AccessTokens
from services.identity.account import Account, SignedIn
from services.identity.admin_password import random_password
from services.identity.details import (
    checked_name,
    checked_new_password,
    known_email,
    normal_email,
    normal_password,
)
from services.identity.errors import (
    AccountSuspendedError,
    EmailTakenError,
    IdentityUnavailableError,
    InvalidCredentialsError,
    RegistrationClosedError,
    SessionExpiredError,
)
from services.identity.passwords import PasswordKeeper
from services.identity.referral_codes import new_referral_code, referral_code_of, referrer_named
from services.identity.refresh_tokens import RefreshToken
from services.identity.session_watch import Ending, SessionWatch, suspended_users
from services.identity.sessions import Sessions
from services.identity.standings import Standings
from services.identity.viewer import Viewer
from services.identity.welcome import GrantsTokens, WelcomeGrants
from settings import Settings

__all__ = ["IdentityService"]

_log = structlog.get_logger(__name__)

_away_is_unavailable = database_errors_become(IdentityUnavailableError)


class IdentityService:
    """One for each process. `signing_secret` signs access tokens; every server of one database shares it.

    What a caller can ask for raises IdentityUnavailableError while the database does not answer.
    """

    def __init__(
        self,
        *,
        settings: Settings,
        clock: Clock,
        ledger: GrantsTokens,
        signing_secret: str,
        passwords: PasswordKeeper | None = None,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._passwords = passwords or PasswordKeeper()
        self._access_tokens = AccessTokens(
            secret=signing_secret,
            issuer=settings.jwt_issuer,
            audience=settings.jwt_audience,
            life_seconds=settings.access_token_seconds,
            clock=clock,
        )
        self._sessions = Sessions(life_seconds=settings.refresh_token_seconds, clock=clock)
        self._standings = Standings(clock=clock)
        self._key_callers = KeyCallers(clock)
        self._watch = SessionWatch(self._access_tokens, clock)
        self._throttle = AttemptThrottle(clock)
        self._welcome = WelcomeGrants(ledger=ledger, amount=settings.welcome_tokens)

    @_away_is_unavailable
    async def register(self, email: str, password: str, name: str, referral_code: str | None = None) -> SignedIn:
        """Make an account with a wallet and its welcome grant, and open its first session.

        Raises RegistrationClosedError, InvalidInputError, WeakPasswordError, EmailTakenError, IdentityBusyError, and
        ReferralCodeUnknownError when `referral_code` is nobody's.
        """
        if not self._settings.allow_registration:
            raise RegistrationClosedError
        address = normal_email(email)
        shown_name = checked_name(name)
        secret = checked_new_password(password, email=address)
        if await User.get_pymongo_collection().count_documents({"email": address}, limit=1):
            raise EmailTakenError
        referrer = None if referral_code is None else await referrer_named(referral_code)
        user = await self._insert(address, shown_name, secret, Role.USER, referrer)
        _log.info("user_registered", user_id=user.id)
        return await self._open_session(user)

    @_away_is_unavailable
    async def login(self, email: str, password: str) -> SignedIn:
        """Open a session.

        An unknown e-mail is answered as a wrong password is, after the same work.
        Raises InvalidCredentialsError, AccountSuspendedError, TooManyAttemptsError, IdentityBusyError, and
        InvalidInputError for text that cannot be stored.
        """
        address = known_email(email)
        secret = normal_password(password)
        if address is not None:
            self._throttle.check(address)
        user = await User.find_one(User.email == address) if address is not None else None
        right, newer_hash = await self._passwords.verify(secret, user.password_hash if user else None)
        if address is None:
            raise InvalidCredentialsError
        self._throttle.check(address)  # again, right or wrong: of guesses sent all at once only the first few are told
        if user is None or not right:
            self._throttle.failed(address)
            raise InvalidCredentialsError
        self._throttle.succeeded(address)
        if user.status is not UserStatus.ACTIVE:
            raise AccountSuspendedError
        await self._after_sign_in(user, newer_hash)
        return await self._open_session(user)

    @_away_is_unavailable
    async def refresh(self, refresh_token: str) -> SignedIn:
        """Exchange a refresh token for a new pair; the old one is used up.

        It is used up last: whatever fails or is refused before leaves it good.
        Raises SessionExpiredError (an old token that comes again ends its session), AccountSuspendedError.
        """
        user_id = await self._sessions.owner(refresh_token)
        user = await User.find_one(User.id == user_id)
        if user is None:
            raise SessionExpiredError
        if user.status is not UserStatus.ACTIVE:
            raise AccountSuspendedError
        return self._signed_in(user, await self._sessions.rotate(refresh_token))

    @_away_is_unavailable
    async def logout(self, refresh_token: str) -> None:
        """End the session of a refresh token, and with it its access tokens; repeating it is no error.

        Raises SessionExpiredError when the token is of no known session.
        """
        session_id = await self._sessions.revoke(refresh_token)
        self._standings.forget(session_id)

    @_away_is_unavailable
    async def authenticate(self, token: str) -> Viewer:
        """Who calls by an access token or an API key, with the role that the user has now.

        Raises NotAuthenticatedError for a token that is not ours, has expired, or whose session or user was stopped;
        another process hears of a stop after 2 s at most, and for an API key at once.
        """
        api_token = ApiToken.parse(token)
        if api_token is not None:
            return await self._key_callers.authenticate(api_token)
        named = self._access_tokens.verify(token)
        role = await self._standings.role(named.session_id)
        if role is None:
            raise NotAuthenticatedError
        if role is named.role:
            return named
        return Viewer(user_id=named.user_id, wallet_id=named.wallet_id, role=role, session_id=named.session_id)

    def endings(self, token: str) -> AsyncGenerator[Ending, None]:
        """Why what was begun with a good token may not go on, as soon as it may not: see SessionWatch."""
        return self._watch.endings(token)

    async def suspended(self, user_ids: Collection[str]) -> set[str]:
        """Those of the users who may not act any more. Raises PyMongoError while the database is away."""
        return await suspended_users(user_ids) if user_ids else set()

    @_away_is_unavailable
    async def profile(self, user_id: str) -> Account:
        """The account of `user_id`; raises NotFoundError."""
        user = await User.find_one(User.id == user_id)
        if user is None:
            raise NotFoundError("user")
        return Account.of(user)

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
        try:
            user = await self._insert(address, "Admin", password, Role.ADMIN)
        except EmailTakenError:
            if not await User.get_pymongo_collection().count_documents({"role": Role.ADMIN.value}, limit=1):
                _log.warning("first_admin_email_taken")
            return None
        _log.info("first_admin_made", user_id=user.id)
        return password

    async def complete_welcomes(self, limit: int = 100) -> int:
        """Grant up to `limit` welcomes that a crash left open; gives how many were completed."""
        return await self._welcome.sweep(limit)

    def close(self) -> None:
        """Free the threads that hash passwords, and watch no session any more."""
        self._watch.close()
        self._key_callers.close()
        self._passwords.close()

    async def _insert(self, email: str, name: str, password: str, role: Role, referred_by: str | None = None) -> User:
        """Store a user and grant the welcome; the unique index decides who of several has the e-mail."""
        now = self._clock()
        user = User(
            email=email,
            name=name,
            password_hash=await self._passwords.hash(password),
            role=role,
            created_at=now,
            referral_code=new_referral_code(),
            referred_by=referred_by,
            customer_due_at=now if role is Role.USER else None,
        )
        try:
            await user.insert()
        except DuplicateKeyError as error:
            raise EmailTakenError from error
        await self._welcome.complete(user.id, user.wallet_id)
        return user

    async def _after_sign_in(self, user: User, newer_hash: str | None) -> None:
        if newer_hash is not None:
            await User.get_pymongo_collection().update_one(
                {"_id": user.id, "password_hash": user.password_hash}, {"$set": {"password_hash": newer_hash}}
            )
        if not user.welcome_granted:
            await self._welcome.complete(user.id, user.wallet_id)

    async def _open_session(self, user: User) -> SignedIn:
        return self._signed_in(user, await self._sessions.open(user.id))

    def _signed_in(self, user: User, refresh_token: RefreshToken) -> SignedIn:
        account = Account.of(user)
        access_token = self._access_tokens.issue(account.viewer(refresh_token.session_id))
        return SignedIn(account, access_token.text, refresh_token.text, access_token.expires_at)
