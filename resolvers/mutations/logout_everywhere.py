"""`logoutEverywhere`: all sessions of the caller end."""

import strawberry

from schema.context import Info, require_viewer
from schema.logout_everywhere import LoggedOutEverywhere, LogoutEverywhereInput, LogoutEverywhereResult

__all__ = ["logout_everywhere"]


@strawberry.mutation(
    description="End all sessions of the caller, this one too unless `keepCurrent` is true, with their access tokens; "
    "other servers follow within 2 s, and what is open within 5 s. API keys go on. Not open to API keys."
)
async def logout_everywhere(info: Info, input: LogoutEverywhereInput) -> LogoutEverywhereResult:
    """End them."""
    identity = info.context.services.identity
    ended = await identity.logout_everywhere(require_viewer(info), keep_current=input.keep_current)
    if info.context.cookies is not None and not input.keep_current:
        info.context.cookies.forget()
    return LoggedOutEverywhere(sessions_ended=ended)
