"""`changePassword`: another password."""

import strawberry

from schema.context import Info, require_viewer
from schema.own_password import ChangePasswordInput, ChangePasswordResult, PasswordChanged

__all__ = ["change_password"]


@strawberry.mutation(
    description="Set another password. Every other session ends; this one goes on. Not open to API keys."
)
async def change_password(info: Info, input: ChangePasswordInput) -> ChangePasswordResult:
    """Set it."""
    context = info.context
    ended = await context.services.identity.password_changes.change(
        require_viewer(info),
        input.current_password,
        input.new_password,
        context.language,
        end_api_keys=input.revoke_api_keys,
    )
    return PasswordChanged(sessions_ended=ended)
