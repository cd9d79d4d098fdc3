"""What admins change of users."""

from typing import Annotated, TypeAlias

import strawberry

from schema.errors import OperationRefused
from schema.user import Role
from schema.user_account import UserAccount

__all__ = ["ActivateUserInput", "SetUserRoleInput", "SuspendUserInput", "UserChangeResult", "UserChanged"]

_USER = "The user: an id of `users`."
_USER_OR_MAIL = "The user: an id of `users`, or their e-mail."
_REASON = "Why, in 1 to 500 characters: for the record of admins' actions, which is never removed."


@strawberry.input(description="Whom to suspend, and why.")
class SuspendUserInput:
    user_id: strawberry.ID = strawberry.field(description=_USER_OR_MAIL)
    reason: str = strawberry.field(description=_REASON)


@strawberry.input(description="Whom to let act again, and why.")
class ActivateUserInput:
    user_id: strawberry.ID = strawberry.field(description=_USER_OR_MAIL)
    reason: str = strawberry.field(description=_REASON)


@strawberry.input(description="Who gets which role, and why.")
class SetUserRoleInput:
    user_id: strawberry.ID = strawberry.field(description=_USER)
    role: Role = strawberry.field(description="USER or ADMIN.")
    reason: str = strawberry.field(description=_REASON)


@strawberry.type(description="The user was changed. For admins.")
class UserChanged:
    user: UserAccount = strawberry.field(description="As they are now.")


UserChangeResult: TypeAlias = Annotated[
    UserChanged | OperationRefused,
    strawberry.union(
        "UserChangeResult",
        description="The outcome of `suspendUser`, `activateUser` and `setUserRole`. Codes: NOT_FOUND, INVALID_INPUT, "
        "OWN_ACCOUNT, LAST_ADMIN.",
    ),
]
