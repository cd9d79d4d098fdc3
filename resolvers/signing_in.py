"""What every field that opens or renews a session does: `login`, `register`, `refreshSession` and further ways in."""

from collections.abc import Awaitable, Callable

from schema.context import Info
from schema.errors import OperationRefused
from schema.session import Session, SessionInCookies
from services.errors import InvalidInputError, TokentillError
from services.identity.account import SignedIn
from services.identity.errors import SessionExpiredError

__all__ = ["refresh_token_of", "refused", "signed_in"]


async def signed_in(
    info: Info, sign_in: Callable[[], Awaitable[SignedIn]]
) -> Session | SessionInCookies | OperationRefused:
    """Call `sign_in`, give its tokens where the caller wants them, and map what is refused.

    A caller that wants them in cookies and cannot get them is refused before `sign_in` is called.
    """
    identity, cookies = info.context.services.identity, info.context.cookies
    try:
        if cookies is not None:
            cookies.require_settable()
        session = await sign_in()
        await identity.note_device(session, info.context.user_agent, info.context.client_address)
    except TokentillError as error:
        return refused(info, error)
    if cookies is None:
        return Session.of(session)
    cookies.keep(session)
    return SessionInCookies.of(session)


def refresh_token_of(info: Info, given: str | None) -> str:
    """The refresh token of a call, from its input or its cookies; raises InvalidInputError, SessionExpiredError."""
    cookies = info.context.cookies
    if cookies is None:
        if given is None:
            raise InvalidInputError("refreshToken", "is required where the session is not in cookies")
        return given
    if given is not None:
        raise InvalidInputError("refreshToken", "must be null where the session is in cookies")
    if cookies.refresh_token is None:
        raise SessionExpiredError
    return cookies.refresh_token


def refused(info: Info, error: TokentillError) -> OperationRefused:
    """The GraphQL form of `error`; cookies of a session that has ended count for nothing from then on."""
    if info.context.cookies is not None and isinstance(error, SessionExpiredError):
        info.context.cookies.end()
    return OperationRefused.of(error)
