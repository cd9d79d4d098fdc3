"""Deleting one's own account."""

from typing import Annotated, TypeAlias

import strawberry

from schema.errors import OperationRefused

__all__ = ["AccountDeleted", "DeleteMyAccountInput", "DeleteMyAccountResult"]


@strawberry.input(description="What proves that the caller means it, and who they are.")
class DeleteMyAccountInput:
    confirm: str = strawberry.field(
        description="The account's e-mail address, or the user's id where there is none: typed by the person."
    )
    password: str | None = strawberry.field(
        default=None,
        description="The account's password. Where there is none, the session must be younger than 10 minutes.",
    )


@strawberry.type(
    description="The account is deleted: its sessions and API keys have ended, and its address is free. Everything "
    "else is removed within minutes; the wallet's tokens are forfeited."
)
class AccountDeleted:
    user_id: strawberry.ID = strawberry.field(description="By which support knows what is left: payments, receipts.")


DeleteMyAccountResult: TypeAlias = Annotated[
    AccountDeleted | OperationRefused,
    strawberry.union(
        "DeleteMyAccountResult",
        description="The outcome of `deleteMyAccount`. Codes: INVALID_INPUT, WRONG_PASSWORD, TOO_MANY_ATTEMPTS, "
        "SIGN_IN_AGAIN, LAST_ADMIN, ACCOUNT_IN_DEBT, ACCOUNT_IN_DISPUTE, IDENTITY_BUSY, ACCOUNT_UNAVAILABLE.",
    ),
]
