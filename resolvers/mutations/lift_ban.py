"""`liftBan`: for admins."""

import strawberry

from schema.ban import BanLifted, LiftBanInput, LiftBanResult
from schema.context import Info, require_admin
from schema.errors import OperationRefused
from services.errors import TokentillError

__all__ = ["lift_ban"]


@strawberry.mutation(description="End a ban before its time. Other servers hear of it within 2 s. For admins.")
async def lift_ban(info: Info, input: LiftBanInput) -> LiftBanResult:
    """Lift it, and map what is refused."""
    try:
        admin = require_admin(info)
        ban_id = await info.context.services.rate_limits.lift_ban(admin.user_id, input.ban_id)
    except TokentillError as error:
        return OperationRefused.of(error)
    return BanLifted(ban_id=strawberry.ID(ban_id))
