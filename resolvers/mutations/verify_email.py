"""`verifyEmail`: the link of a mail is followed."""

import strawberry

from schema.context import Info
from schema.own_email import EmailVerified, VerifyEmailInput, VerifyEmailResult

__all__ = ["verify_email"]


@strawberry.mutation(
    description="Follow the link of a mail: the address is verified, or becomes the account's where `changeEmail` "
    "asked for it. The account's user is signed in, or gives its password: mail reaches whom strangers name, too."
)
async def verify_email(info: Info, input: VerifyEmailInput) -> VerifyEmailResult:
    """Follow it."""
    viewer, addresses = info.context.viewer, info.context.services.identity.addresses
    caller = None if viewer is None else viewer.user_id
    email = await addresses.verify(input.token, caller=caller, password=input.password)
    return EmailVerified(email=email)
