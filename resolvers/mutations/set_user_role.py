"""`setUserRole`: for admins."""

import strawberry

import models.user
from schema.context import Info, require_admin
from schema.errors import OperationRefused
from schema.user_account import UserAccount
from schema.user_change import SetUserRoleInput, UserChanged, UserChangeResult
from services.errors import TokentillError

__all__ = ["set_user_role"]


@strawberry.mutation(
    description="Make a user an admin, or an admin a user, who is then signed out everywhere. Nobody demotes "
    "themself, nor the last admin. For admins."
)
async def set_user_role(info: Info, input: SetUserRoleInput) -> UserChangeResult:
    """Change the user, and map what is refused."""
    services = info.context.services
    try:
        admin = require_admin(info)
        user_id = await services.role_changes.set_role(
            admin.user_id, input.user_id, models.user.Role[input.role.name], input.reason
        )
        user = await services.user_list.find(user_id)
    except TokentillError as error:
        return OperationRefused.of(error)
    return UserChanged(user=UserAccount.of(user))
