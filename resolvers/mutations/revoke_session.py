"""`revokeSession`: one of the caller's sessions ends."""

import strawberry

from schema.context import Info, require_viewer
from schema.open_session import RevokeSessionInput, RevokeSessionResult, SessionRevoked

__all__ = ["revoke_session"]


@strawberry.mutation(
    description="End a session of the caller, with its tokens, as `logoutEverywhere` ends all. Repeating it is no "
    "error. Not open to API keys."
)
async def revoke_session(info: Info, input: RevokeSessionInput) -> RevokeSessionResult:
    """End it."""
    cookies = info.context.cookies
    viewer = require_viewer(info)
    await info.context.services.identity.revoke_session(viewer.user_id, input.session_id)
    if cookies is not None and input.session_id == viewer.session_id:
        cookies.forget()
    return SessionRevoked(session_id=input.session_id)
