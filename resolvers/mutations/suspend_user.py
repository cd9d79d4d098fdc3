"""`suspendUser`: for admins."""

import strawberry

from schema.context import Info, require_admin
from schema.errors import OperationRefused
from schema.user_account import UserAccount
from schema.user_change import SuspendUserInput, UserChanged, UserChangeResult
from services.errors import TokentillError

__all__ = ["suspend_user"]


@strawberry.mutation(
    description="Let a user do nothing any more. Within 5 s their sessions, API keys, open streams and running "
    "replies have ended on every server. Nobody suspends themself, nor the last admin. For admins."
)
async def suspend_user(info: Info, input: SuspendUserInput) -> UserChangeResult:
    """Change the user, and map what is refused."""
    services = info.context.services
    try:
        admin = require_admin(info)
        user_id = await services.suspensions.suspend(admin.user_id, input.user_id, input.reason)
        user = await services.user_list.find(user_id)
    except TokentillError as error:
        return OperationRefused.of(error)
    return UserChanged(user=UserAccount.of(user))
