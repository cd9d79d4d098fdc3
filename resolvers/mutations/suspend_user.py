"""`suspendUser`: for admins."""

import strawberry

from schema.context import Info, require_admin
from schema.user_account import UserAccount
from schema.user_change import SuspendUserInput, UserChanged, UserChangeResult

__all__ = ["suspend_user"]


@strawberry.mutation(
    description="Let a user do nothing any more. Within 5 s their sessions, API keys, open streams and running "
    "replies have ended on every server. Nobody suspends themself, nor the last admin. For admins."
)
async def suspend_user(info: Info, input: SuspendUserInput) -> UserChangeResult:
    """Change the user."""
    services = info.context.services
    admin = require_admin(info)
    user_id = await services.suspensions.suspend(admin.user_id, input.user_id, input.reason)
    user = await services.user_list.find(user_id)
    return UserChanged(user=UserAccount.of(user))
