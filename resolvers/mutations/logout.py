"""`logout`: a session ends."""

import strawberry

from schema.context import Info
from schema.errors import OperationRefused
from schema.session import LoggedOut, LogoutInput, LogoutResult
from services.errors import TokentillError

__all__ = ["logout"]


@strawberry.mutation(description="End a session, and with it its access tokens. Repeating it is no error.")
async def logout(info: Info, input: LogoutInput) -> LogoutResult:
    """End the session, and map what identity refuses."""
    identity = info.context.services.identity
    try:
        await identity.logout(input.refresh_token)
    except TokentillError as error:
        return OperationRefused.of(error)
    return LoggedOut(logged_out=True)
