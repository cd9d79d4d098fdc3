"""The e-mail address of an account: proved, and changed."""

from typing import Annotated, TypeAlias

import strawberry

from schema.errors import OperationRefused

__all__ = [
    "ChangeEmailInput",
    "ChangeEmailResult",
    "EmailChangeStarted",
    "EmailVerified",
    "SendVerificationEmailInput",
    "SendVerificationEmailResult",
    "VerificationEmailSent",
    "VerifyEmailInput",
    "VerifyEmailResult",
]


@strawberry.input(description="A mail that proves the address of the signed-in user.")
class SendVerificationEmailInput:
    idempotency_key: str | None = strawberry.field(
        default=None,
        description="1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key sends one mail, however often it comes "
        "within a day. Null: every call sends one.",
    )


@strawberry.input(description="The proof that mail to an address is read.")
class VerifyEmailInput:
    token: str = strawberry.field(description="What stands behind `token=` in the link of the mail.")
    password: str | None = strawberry.field(
        default=None, description="The account's password. Null where its user is signed in."
    )


@strawberry.input(description="Another e-mail address for the signed-in user.")
class ChangeEmailInput:
    new_email: str = strawberry.field(description="An e-mail address, at most 254 characters. Case does not matter.")
    password: str = strawberry.field(description="The account's password.")


@strawberry.type(description="A mail with a link is on its way.")
class VerificationEmailSent:
    email: str = strawberry.field(description="Where to.")


@strawberry.type(description="The address is verified, and is that of the account.")
class EmailVerified:
    email: str = strawberry.field(description="The address.")


@strawberry.type(
    description="A mail with a link is on its way to the new address, and the account gets it when the link is "
    "followed. An address that has an account already gets no mail; whether it has one is not told."
)
class EmailChangeStarted:
    new_email: str = strawberry.field(description="Where to.")


SendVerificationEmailResult: TypeAlias = Annotated[
    VerificationEmailSent | OperationRefused,
    strawberry.union(
        "SendVerificationEmailResult",
        description="The outcome of `sendVerificationEmail`. Codes: EMAIL_ALREADY_VERIFIED, TOO_MANY_MAILS, "
        "MAIL_NOT_CONFIGURED, INVALID_INPUT.",
    ),
]

VerifyEmailResult: TypeAlias = Annotated[
    EmailVerified | OperationRefused,
    strawberry.union(
        "VerifyEmailResult",
        description="The outcome of `verifyEmail`. Codes: LINK_INVALID, PASSWORD_NEEDED, WRONG_PASSWORD, "
        "TOO_MANY_ATTEMPTS, PASSWORD_NOT_SET, EMAIL_TAKEN, INVALID_INPUT, IDENTITY_BUSY.",
    ),
]

ChangeEmailResult: TypeAlias = Annotated[
    EmailChangeStarted | OperationRefused,
    strawberry.union(
        "ChangeEmailResult",
        description="The outcome of `changeEmail`. Codes: WRONG_PASSWORD, PASSWORD_NOT_SET, TOO_MANY_ATTEMPTS, "
        "TOO_MANY_MAILS, MAIL_NOT_CONFIGURED, INVALID_INPUT, IDENTITY_BUSY.",
    ),
]
