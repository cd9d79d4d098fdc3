"""`changePassword`: another password."""

import strawberry

from schema.context import Info, require_viewer
from schema.errors import OperationRefused
from schema.own_password import ChangePasswordInput, ChangePasswordResult, PasswordChanged
from services.errors import TokentillError

__all__ = ["change_password"]


@strawberry.mutation(
    description="Set another password. Every other session ends; this one goes on. Not open to API keys."
)
async def change_password(info: Info, input: ChangePasswordInput) -> ChangePasswordResult:
    """Set it, and map what is refused."""
    context = info.context
    try:
        ended = await context.services.identity.password_changes.change(
            require_viewer(info),
            input.current_password,
            input.new_password,
            context.language,
            end_api_keys=input.revoke_api_keys,
        )
    except TokentillError as error:
        return OperationRefused.of(error)
    return PasswordChanged(sessions_ended=ended)
