"""`settleHold`: charge what the work did cost."""

import strawberry

from schema.context import Info, require_viewer
from schema.spending import HoldSettled, SettleHoldInput, SettleHoldResult
from services.spending import WorkDone

__all__ = ["settle_hold"]


@strawberry.mutation(
    description="End a hold of `holdTokens`: charge what the work did cost, and return the rest. Repeated with the "
    "same amount it gives the same answer; with another one HOLD_ENDED."
)
async def settle_hold(info: Info, input: SettleHoldInput) -> SettleHoldResult:
    """Settle it."""
    spending = info.context.services.spending
    work = WorkDone() if input.work is None else input.work.to_service()
    ended = await spending.settle(require_viewer(info), input.user_id, input.hold_id, int(input.amount), work)
    return HoldSettled.of(ended)
