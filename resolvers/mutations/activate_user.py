"""`activateUser`: for admins."""

import strawberry

from schema.context import Info, require_admin
from schema.errors import OperationRefused
from schema.user_account import UserAccount
from schema.user_change import ActivateUserInput, UserChanged, UserChangeResult
from services.errors import TokentillError

__all__ = ["activate_user"]


@strawberry.mutation(
    description="Let a user who was suspended act again. Sessions that have not run out go on. For admins."
)
async def activate_user(info: Info, input: ActivateUserInput) -> UserChangeResult:
    """Change the user, and map what is refused."""
    services = info.context.services
    try:
        admin = require_admin(info)
        user_id = await services.suspensions.activate(admin.user_id, input.user_id, input.reason)
        user = await services.user_list.find(user_id)
    except TokentillError as error:
        return OperationRefused.of(error)
    return UserChanged(user=UserAccount.of(user))
