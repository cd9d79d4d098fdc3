"""`activateUser`: for admins."""

import strawberry

from schema.context import Info, require_admin
from schema.user_account import UserAccount
from schema.user_change import ActivateUserInput, UserChanged, UserChangeResult

__all__ = ["activate_user"]


@strawberry.mutation(
    description="Let a user who was suspended act again. Sessions that have not run out go on. For admins."
)
async def activate_user(info: Info, input: ActivateUserInput) -> UserChangeResult:
    """Change the user."""
    services = info.context.services
    admin = require_admin(info)
    user_id = await services.suspensions.activate(admin.user_id, input.user_id, input.reason)
    user = await services.user_list.find(user_id)
    return UserChanged(user=UserAccount.of(user))
