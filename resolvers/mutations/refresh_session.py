"""`refreshSession`: a session goes on."""

import strawberry

from resolvers.signing_in import refresh_token_of, signed_in
from schema.context import Info
from schema.session import RefreshSessionInput, RefreshSessionResult

__all__ = ["refresh_session"]


@strawberry.mutation(description="Exchange a refresh token for a new pair of tokens. Needs no access token.")
async def refresh_session(info: Info, input: RefreshSessionInput) -> RefreshSessionResult:
    """Rotate the refresh token."""
    identity = info.context.services.identity
    return await signed_in(info, lambda: identity.refresh(refresh_token_of(info, input.refresh_token)))
