"""`setUserRole`: for admins."""

import strawberry

import models.user
from schema.context import Info, require_admin
from schema.user_account import UserAccount
from schema.user_change import SetUserRoleInput, UserChanged, UserChangeResult

__all__ = ["set_user_role"]


@strawberry.mutation(
    description="Make a user an admin, or an admin a user, who is then signed out everywhere. Nobody demotes "
    "themself, nor the last admin. For admins."
)
async def set_user_role(info: Info, input: SetUserRoleInput) -> UserChangeResult:
    """Change the user."""
    services = info.context.services
    admin = require_admin(info)
    user_id = await services.role_changes.set_role(
        admin.user_id, input.user_id, models.user.Role[input.role.name], input.reason
    )
    user = await services.user_list.find(user_id)
    return UserChanged(user=UserAccount.of(user))
