"""Sessions as callers know them: a refresh token, access tokens made from it, and who is calling by one."""

from collections.abc import AsyncGenerator

import structlog

from models.user import User, UserStatus
from services.api_keys.callers import KeyCallers
from services.api_keys.token import ApiToken
from services.clock import Clock
from services.errors import NotAuthenticatedError
from services.identity.access_tokens import AccessTokens
from services.identity.account import Account, SignedIn
from services.identity.bearer_tokens import BearerTokens, OtherTokens
from services.identity.errors import AccountSuspendedError, SessionExpiredError
from services.identity.last_seen import note_seen
from services.identity.refresh_tokens import RefreshToken
from services.identity.session_list import SessionList
from services.identity.session_watch import Ending, SessionWatch
from services.identity.sessions import Sessions
from services.identity.signing_keys import SigningKeys
from services.identity.standings import Standings
from services.identity.token_versions import outlived_end_of_all
from services.identity.viewer import Viewer
from settings import Settings

__all__ = ["SignedInSessions"]

_log = structlog.get_logger(__name__)


class SignedInSessions:
    """One for each process. Every way to sign in opens its sessions here. All raise PyMongoError."""

    def __init__(self, *, settings: Settings, clock: Clock, signing_secret: str) -> None:
        self._access_tokens = AccessTokens(
            keys=SigningKeys(signing_secret, token_seconds=settings.access_token_seconds, clock=clock),
            issuer=settings.jwt_issuer,
            audience=settings.jwt_audience,
            life_seconds=settings.access_token_seconds,
            clock=clock,
        )
        self._sessions = Sessions(
            life_seconds=settings.refresh_token_seconds, grace_seconds=settings.refresh_grace_seconds, clock=clock
        )
        self.list = SessionList(clock)
        self._standings = Standings(clock=clock)
        self._key_callers = KeyCallers(clock)
        self._bearer_tokens = BearerTokens(self._access_tokens)
        self._watch = SessionWatch(self._bearer_tokens, clock)
        self._clock = clock

    def accept(self, others: OtherTokens) -> None:
        """Take access tokens of another issuer from now on, too."""
        self._bearer_tokens.accept(others)

    async def open(self, user: User) -> SignedIn:
        """A new session of a user who has proved who they are; raises AccountSuspendedError.

        `user` was read before the proof: a session of one whose sessions were all ended since is over from the start.
        """
        _require_active(user)
        await self._access_tokens.keys.keep_fresh()
        token = await self._sessions.open(user.id, token_version=user.token_version)
        await note_seen(user.id, self._clock())
        return self._signed_in(user, token)

    async def refresh(self, refresh_token: str) -> SignedIn:
        """Exchange a refresh token for a new pair; the old one is used up.

        It is used up last: whatever fails or is refused before leaves it good. For REFRESH_GRACE_SECONDS the same one
        gives the same new one again. Raises SessionExpiredError (an older token that comes again ends its session),
        AccountSuspendedError.
        """
        session = await self._sessions.find(refresh_token)
        user = await User.find_one(User.id == session["user_id"])
        if user is None or not outlived_end_of_all(
            session_id=session["_id"],
            opened_at=session.get("token_version", 0),
            user_version=user.token_version,
            kept_session_id=user.kept_session_id,
        ):
            raise SessionExpiredError
        _require_active(user)
        await self._access_tokens.keys.keep_fresh()
        token = await self._sessions.rotate(refresh_token)
        await note_seen(user.id, self._clock())
        return self._signed_in(user, token)

    async def end(self, refresh_token: str) -> None:
        """End the session of a refresh token, and with it its access tokens; repeating it is no error.

        Raises SessionExpiredError when the token is of no known session.
        """
        session_id = await self._sessions.revoke(refresh_token)
        self._standings.forget(session_id)

    async def end_all(self, user_id: str, *, but: str | None = None, reason: str) -> int:
        """End every session of a user, with its tokens, except the one with the id `but`; gives how many were open.

        It acts at once here, within 2 s on other servers, and within 5 s on what is open. Call it after the write that
        takes the old way of signing in away: whoever proved themselves before that has no session afterwards.
        `reason` is a word for people who look at the sessions in the database, such as `password_changed`. API keys
        are not touched.
        """
        ended = await self._sessions.end_all(user_id, but=but, reason=reason)
        for session_id in ended:
            self._standings.forget(session_id)
        _log.info("sessions_ended", user_id=user_id, ended=len(ended), reason=reason)
        return len(ended)

    async def end_those_of(self, provider: str, user_id: str) -> None:
        """End the sessions of a user that stand for sessions at `provider`. They act for 2 s more at most."""
        await self._sessions.end_those_of(provider, user_id)

    async def end_one(self, user_id: str, session_id: str) -> None:
        """End one session of a user, as `end_all` ends all; repeating it is no error. Raises NotFoundError."""
        await self.list.end(user_id, session_id)
        self._standings.forget(session_id)

    async def authenticate(self, token: str) -> Viewer:
        """Who calls by an access token or an API key, with the role that the user has now.

        Raises NotAuthenticatedError for a token that is not ours, has expired, or whose session or user was stopped;
        another process hears of a stop after 2 s at most, and for an API key at once.
        """
        api_token = ApiToken.parse(token)
        if api_token is not None:
            return await self._key_callers.authenticate(api_token)
        named = await self._bearer_tokens.named(token)
        role = await self._standings.role(named.session_id)
        if role is None:
            raise NotAuthenticatedError
        if role is named.role:
            return named
        return Viewer(user_id=named.user_id, wallet_id=named.wallet_id, role=role, session_id=named.session_id)

    async def stands(self, session_id: str) -> bool:
        """Whether the session is open and its user may act; another process hears of an end after 2 s at most."""
        return await self._standings.role(session_id) is not None

    async def stands_now(self, session_id: str) -> bool:
        """Whether the session is open and its user active, by a look at the database now."""
        self._standings.forget(session_id)
        return await self._standings.role(session_id) is not None

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
        return SignedIn(
            account, refresh_token.session_id, access_token.text, refresh_token.text, access_token.expires_at
        )


def _require_active(user: User) -> None:
    if user.status is not UserStatus.ACTIVE:
        raise AccountSuspendedError
