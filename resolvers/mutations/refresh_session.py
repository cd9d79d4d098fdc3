"""`refreshSession`: a session goes on."""

import strawberry

from schema.context import Info
from schema.errors import OperationRefused
from schema.session import RefreshSessionInput, RefreshSessionResult, Session
from services.errors import TokentillError

__all__ = ["refresh_session"]


@strawberry.mutation(description="Exchange a refresh token for a new pair of tokens. Needs no access token.")
async def refresh_session(info: Info, input: RefreshSessionInput) -> RefreshSessionResult:
    """Rotate the refresh token, and map what identity refuses."""
    identity = info.context.services.identity
    try:
        signed_in = await identity.refresh(input.refresh_token)
    except TokentillError as error:
        return OperationRefused.of(error)
    return Session.of(signed_in)
