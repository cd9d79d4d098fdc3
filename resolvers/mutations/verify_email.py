"""`verifyEmail`: the link of a mail is followed."""

import strawberry

from schema.context import Info
from schema.errors import OperationRefused
from schema.own_email import EmailVerified, VerifyEmailInput, VerifyEmailResult
from services.errors import TokentillError

__all__ = ["verify_email"]


@strawberry.mutation(
    description="Follow the link of a mail: the address is verified, or becomes the account's where `changeEmail` "
    "asked for it."
)
async def verify_email(info: Info, input: VerifyEmailInput) -> VerifyEmailResult:
    """Follow it, and map what is refused."""
    context = info.context
    try:
        email = await context.services.identity.addresses.verify(input.token)
    except TokentillError as error:
        return OperationRefused.of(error)
    return EmailVerified(email=email)
