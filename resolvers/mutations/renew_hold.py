"""`renewHold`: keep a hold open for longer."""

import strawberry

from schema.context import Info, require_viewer
from schema.spending import HoldRenewed, RenewHoldInput, RenewHoldResult

__all__ = ["renew_hold"]


@strawberry.mutation(description="Keep a hold of `holdTokens` open for longer. Each call moves its end on.")
async def renew_hold(info: Info, input: RenewHoldInput) -> RenewHoldResult:
    """Renew it."""
    spending = info.context.services.spending
    held = await spending.renew(require_viewer(info), input.user_id, input.hold_id, input.seconds)
    return HoldRenewed.of(held)
