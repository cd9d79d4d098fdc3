"""`logout`: a session ends."""

import strawberry

from resolvers.signing_in import refresh_token_of, refused
from schema.context import Info
from schema.session import LoggedOut, LogoutInput, LogoutResult
from services.errors import TokentillError

__all__ = ["logout"]


@strawberry.mutation(description="End a session, and with it its access tokens. Repeating it is no error.")
async def logout(info: Info, input: LogoutInput) -> LogoutResult:
    """End the session, remove its cookies, and map what identity refuses."""
    identity, cookies = info.context.services.identity, info.context.cookies
    try:
        if cookies is not None:
            cookies.require_settable()
        await identity.logout(refresh_token_of(info, input.refresh_token))
    except TokentillError as error:
        return refused(info, error)
    if cookies is not None:
        cookies.forget()
    return LoggedOut(logged_out=True)
