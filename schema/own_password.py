"""Another password."""

from typing import Annotated, TypeAlias

import strawberry

from schema.errors import OperationRefused

__all__ = [
    "ChangePasswordInput",
    "ChangePasswordResult",
    "PasswordChanged",
    "PasswordReset",
    "PasswordResetRequested",
    "RequestPasswordResetInput",
    "RequestPasswordResetResult",
    "ResetPasswordInput",
    "ResetPasswordResult",
]

_NEW_PASSWORD = "8 to 256 characters of any kind, and not the e-mail address."  # noqa: S105 - a description


@strawberry.input(description="Whose password shall be chosen anew.")
class RequestPasswordResetInput:
    email: str = strawberry.field(description="The e-mail address of the account. Case does not matter.")


@strawberry.input(description="The new password, and the proof that it may be set.")
class ResetPasswordInput:
    token: str = strawberry.field(description="What stands behind `token=` in the link of the mail.")
    new_password: str = strawberry.field(description=_NEW_PASSWORD)


@strawberry.input(description="The password of the signed-in user, and another one.")
class ChangePasswordInput:
    current_password: str = strawberry.field(description="The password until now.")
    new_password: str = strawberry.field(description=_NEW_PASSWORD)
    revoke_api_keys: bool = strawberry.field(
        default=False, description="Whether every API key of the user ends as well, as `resetPassword` ends them."
    )


@strawberry.type(description="A mail is on its way if the address has an account. Whether it has is never told.")
class PasswordResetRequested:
    requested: bool = strawberry.field(description="Always true.")


@strawberry.type(description="The password is set. Every session and API key of the account has ended; sign in.")
class PasswordReset:
    reset: bool = strawberry.field(description="Always true.")


@strawberry.type(description="The password is set. The session that asked goes on, and every other one has ended.")
class PasswordChanged:
    sessions_ended: int = strawberry.field(description="How many other sessions were open.")


RequestPasswordResetResult: TypeAlias = Annotated[
    PasswordResetRequested | OperationRefused,
    strawberry.union(
        "RequestPasswordResetResult",
        description="The outcome of `requestPasswordReset`. Codes: INVALID_INPUT, TOO_MANY_MAILS, MAIL_NOT_CONFIGURED, "
        "EMAIL_LOGIN_CLOSED.",
    ),
]

ResetPasswordResult: TypeAlias = Annotated[
    PasswordReset | OperationRefused,
    strawberry.union(
        "ResetPasswordResult",
        description="The outcome of `resetPassword`. Codes: LINK_INVALID, WEAK_PASSWORD, INVALID_INPUT, IDENTITY_BUSY, "
        "EMAIL_LOGIN_CLOSED.",
    ),
]

ChangePasswordResult: TypeAlias = Annotated[
    PasswordChanged | OperationRefused,
    strawberry.union(
        "ChangePasswordResult",
        description="The outcome of `changePassword`. Codes: WRONG_PASSWORD, PASSWORD_NOT_SET, WEAK_PASSWORD, "
        "TOO_MANY_ATTEMPTS, INVALID_INPUT, IDENTITY_BUSY.",
    ),
]
