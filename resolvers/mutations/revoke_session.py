"""`revokeSession`: one of the caller's sessions ends."""

import strawberry

from schema.context import Info, require_viewer
from schema.errors import OperationRefused
from schema.open_session import RevokeSessionInput, RevokeSessionResult, SessionRevoked
from services.errors import TokentillError

__all__ = ["revoke_session"]


@strawberry.mutation(
    description="End a session of the caller, with its tokens, as `logoutEverywhere` ends all. Repeating it is no "
    "error. Not open to API keys."
)
async def revoke_session(info: Info, input: RevokeSessionInput) -> RevokeSessionResult:
    """End it, and map what is refused."""
    cookies = info.context.cookies
    try:
        viewer = require_viewer(info)
        await info.context.services.identity.revoke_session(viewer.user_id, input.session_id)
    except TokentillError as error:
        return OperationRefused.of(error)
    if cookies is not None and input.session_id == viewer.session_id:
        cookies.forget()
    return SessionRevoked(session_id=input.session_id)
