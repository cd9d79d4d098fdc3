"""`requestPasswordReset`: a mail with which a password is chosen anew."""

import strawberry

from schema.context import Info
from schema.own_password import PasswordResetRequested, RequestPasswordResetInput, RequestPasswordResetResult

__all__ = ["request_password_reset"]


@strawberry.mutation(
    description="Mail a link with which the password of an account is chosen anew. It is good for 30 minutes, once. "
    "The answer is the same whether the address has an account or not."
)
async def request_password_reset(info: Info, input: RequestPasswordResetInput) -> RequestPasswordResetResult:
    """Order the mail."""
    context = info.context
    await context.services.identity.password_changes.request_reset(
        input.email, context.language, context.client_address
    )
    return PasswordResetRequested(requested=True)
