"""From a bearer token to a viewer. A token that is wrong is an error: nobody becomes anonymous by accident."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from services.errors import NotAuthenticatedError
from services.identity.viewer import Viewer

__all__ = ["Authenticate", "viewer_of"]

Authenticate: TypeAlias = Callable[[str], Awaitable[Viewer]]
"""Verifies an access token; raises NotAuthenticatedError when it is not valid now."""

MAXIMUM_TOKEN_CHARACTERS = 4_096


async def viewer_of(authorization: object, authenticate: Authenticate) -> Viewer | None:
    """The caller named by an Authorization value, None when none was sent.

    Raises NotAuthenticatedError for anything but `Bearer <valid access token>` (RFC 6750, section 2.1).
    """
    if authorization is None:
        return None
    if not isinstance(authorization, str):
        raise NotAuthenticatedError
    scheme, _, token = authorization.strip().partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not 1 <= len(token) <= MAXIMUM_TOKEN_CHARACTERS:
        raise NotAuthenticatedError
    return await authenticate(token)
