"""Sessions as callers know them: a refresh token, access tokens made from it, and who is calling by one."""

from collections.abc import AsyncGenerator

from models.user import User, UserStatus
from services.api_keys.callers import KeyCallers
from services.api_keys.token import ApiToken
from services.clock import Clock
from services.errors import NotAuthenticatedError
from services.identity.access_tokens import AccessTokens
from services.identity.account import Account, SignedIn
from services.identity.errors import AccountSuspendedError, SessionExpiredError
from services.identity.refresh_tokens import RefreshToken
from services.identity.session_watch import Ending, SessionWatch
from services.identity.sessions import Sessions
from services.identity.standings import Standings
from services.identity.viewer import Viewer
from settings import Settings

__all__ = ["SignedInSessions"]


class SignedInSessions:
    """One for each process. Every way to sign in opens its sessions here. All raise PyMongoError."""

    def __init__(self, *, settings: Settings, clock: Clock, signing_secret: str) -> None:
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

    async def open(self, user: User) -> SignedIn:
        """A new session of a user who has proved who they are; raises AccountSuspendedError."""
        _require_active(user)
        return self._signed_in(user, await self._sessions.open(user.id))

    async def refresh(self, refresh_token: str) -> SignedIn:
        """Exchange a refresh token for a new pair; the old one is used up.

        It is used up last: whatever fails or is refused before leaves it good.
        Raises SessionExpiredError (an old token that comes again ends its session), AccountSuspendedError.
        """
        user_id = await self._sessions.owner(refresh_token)
        user = await User.find_one(User.id == user_id)
        if user is None:
            raise SessionExpiredError
        _require_active(user)
        return self._signed_in(user, await self._sessions.rotate(refresh_token))

    async def end(self, refresh_token: str) -> None:
        """End the session of a refresh token, and with it its access tokens; repeating it is no error.

        Raises SessionExpiredError when the token is of no known session.
        """
        session_id = await self._sessions.revoke(refresh_token)
        self._standings.forget(session_id)

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

    def close(self) -> None:
        """Watch no session any more."""
        self._watch.close()
        self._key_callers.close()

    def _signed_in(self, user: User, refresh_token: RefreshToken) -> SignedIn:
        account = Account.of(user)
        access_token = self._access_tokens.issue(account.viewer(refresh_token.session_id))
        return SignedIn(account, access_token.text, refresh_token.text, access_token.expires_at)


def _require_active(user: User) -> None:
    if user.status is not UserStatus.ACTIVE:
        raise AccountSuspendedError
