"""From a token, in a header or in cookies, to a viewer. One that is wrong is an error: it makes nobody anonymous."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import TypeAlias

from schema.session_cookies import SessionCookies
from services.errors import AccessTokenExpiredError, NotAuthenticatedError, TokentillError
from services.identity.session_watch import Ending
from services.identity.viewer import Viewer

__all__ = ["Authenticate", "Endings", "never_ending", "token_of", "viewer_in_cookies", "viewer_of"]

Authenticate: TypeAlias = Callable[[str], Awaitable[Viewer]]
"""Verifies an access token; raises NotAuthenticatedError when it is not valid now."""
Endings: TypeAlias = Callable[[str], AsyncGenerator[Ending, None]]
"""Tells why what was begun with a good access token may not go on, as soon as it may not."""

MAXIMUM_TOKEN_CHARACTERS = 4_096


async def viewer_of(authorization: object, authenticate: Authenticate) -> Viewer | None:
    """The caller named by an Authorization value, None when none was sent.

    Raises NotAuthenticatedError for anything but `Bearer <valid access token>` (RFC 6750, section 2.1).
    """
    token = token_of(authorization)
    return None if token is None else await authenticate(token)


async def viewer_in_cookies(
    cookies: SessionCookies, authenticate: Authenticate
) -> tuple[Viewer | None, TokentillError | None]:
    """The caller whom the cookies name, or why they name nobody; neither when there are none.

    A browser removes the cookie of an access token that has run out, so that the refresh token alone tells of it.
    """
    if cookies.access_token is None:
        return None, None if cookies.refresh_token is None else AccessTokenExpiredError()
    try:
        return await authenticate(cookies.access_token), None
    except NotAuthenticatedError as error:
        return None, error


def token_of(authorization: object) -> str | None:
    """The token in an Authorization value, None when none was sent; raises NotAuthenticatedError for another form."""
    if authorization is None:
        return None
    if not isinstance(authorization, str):
        raise NotAuthenticatedError
    scheme, _, token = authorization.strip().partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not 1 <= len(token) <= MAXIMUM_TOKEN_CHARACTERS:
        raise NotAuthenticatedError
    return token


async def never_ending(_access_token: str) -> AsyncGenerator[Ending, None]:
    """What was begun may go on for ever; for schemas without accounts."""
    await asyncio.Event().wait()
    nothing: tuple[Ending, ...] = ()
    for ending in nothing:
        yield ending
