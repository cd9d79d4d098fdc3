"""`changeEmail`: another e-mail address."""

import strawberry

from schema.context import Info, require_viewer
from schema.own_email import ChangeEmailInput, ChangeEmailResult, EmailChangeStarted

__all__ = ["change_email"]


@strawberry.mutation(
    description="Ask for another e-mail address. It takes effect when the link in the mail to it is followed, within "
    "24 hours; the old address is told. Not open to API keys."
)
async def change_email(info: Info, input: ChangeEmailInput) -> ChangeEmailResult:
    """Order the mails."""
    context = info.context
    email = await context.services.identity.addresses.change(
        require_viewer(info), input.new_email, input.password, context.language
    )
    return EmailChangeStarted(new_email=email)
