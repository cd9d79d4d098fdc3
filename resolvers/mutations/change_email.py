"""`changeEmail`: another e-mail address."""

import strawberry

from schema.context import Info, require_viewer
from schema.errors import OperationRefused
from schema.own_email import ChangeEmailInput, ChangeEmailResult, EmailChangeStarted
from services.errors import TokentillError

__all__ = ["change_email"]


@strawberry.mutation(
    description="Ask for another e-mail address. It takes effect when the link in the mail to it is followed, within "
    "24 hours; the old address is told. Not open to API keys."
)
async def change_email(info: Info, input: ChangeEmailInput) -> ChangeEmailResult:
    """Order the mails, and map what is refused."""
    context = info.context
    try:
        email = await context.services.identity.addresses.change(
            require_viewer(info), input.new_email, input.password, context.language
        )
    except TokentillError as error:
        return OperationRefused.of(error)
    return EmailChangeStarted(new_email=email)
