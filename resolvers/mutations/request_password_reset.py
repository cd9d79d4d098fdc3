"""`requestPasswordReset`: a mail with which a password is chosen anew."""

import strawberry

from schema.context import Info
from schema.errors import OperationRefused
from schema.own_password import PasswordResetRequested, RequestPasswordResetInput, RequestPasswordResetResult
from services.errors import TokentillError

__all__ = ["request_password_reset"]


@strawberry.mutation(
    description="Mail a link with which the password of an account is chosen anew. It is good for 30 minutes, once. "
    "The answer is the same whether the address has an account or not."
)
async def request_password_reset(info: Info, input: RequestPasswordResetInput) -> RequestPasswordResetResult:
    """Order the mail, and map what is refused."""
    context = info.context
    try:
        await context.services.identity.password_changes.request_reset(
            input.email, context.language, context.client_address
        )
    except TokentillError as error:
        return OperationRefused.of(error)
    return PasswordResetRequested(requested=True)
