"""`resetPassword`: the password that a link of a mail allows to set."""

import strawberry

from schema.context import Info
from schema.own_password import PasswordReset, ResetPasswordInput, ResetPasswordResult

__all__ = ["reset_password"]


@strawberry.mutation(
    description="Set the password of the account whose mail a link came in. Every session and API key of the account "
    "ends, and the address counts as verified."
)
async def reset_password(info: Info, input: ResetPasswordInput) -> ResetPasswordResult:
    """Set it."""
    context = info.context
    await context.services.identity.password_changes.reset(input.token, input.new_password)
    return PasswordReset(reset=True)
