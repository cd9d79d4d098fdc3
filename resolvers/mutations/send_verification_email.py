"""`sendVerificationEmail`: a mail that proves an address."""

import strawberry

from schema.context import Info, require_viewer
from schema.own_email import SendVerificationEmailInput, SendVerificationEmailResult, VerificationEmailSent

__all__ = ["send_verification_email"]


@strawberry.mutation(
    description="Mail the signed-in user a link that proves the address. It is good for 24 hours, once. Not open to "
    "API keys."
)
async def send_verification_email(info: Info, input: SendVerificationEmailInput) -> SendVerificationEmailResult:
    """Order the mail."""
    context = info.context
    email = await context.services.identity.addresses.send_verification(
        require_viewer(info), context.language, input.idempotency_key
    )
    return VerificationEmailSent(email=email)
