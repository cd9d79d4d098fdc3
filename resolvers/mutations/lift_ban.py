"""`liftBan`: for admins."""

import strawberry

from schema.ban import BanLifted, LiftBanInput, LiftBanResult
from schema.context import Info, require_admin

__all__ = ["lift_ban"]


@strawberry.mutation(description="End a ban before its time. Other servers hear of it within 2 s. For admins.")
async def lift_ban(info: Info, input: LiftBanInput) -> LiftBanResult:
    """Lift it."""
    admin = require_admin(info)
    ban_id = await info.context.services.rate_limits.lift_ban(admin.user_id, input.ban_id)
    return BanLifted(ban_id=strawberry.ID(ban_id))
