"""`settleHold`: charge what the work did cost."""

import strawberry

from schema.context import Info, require_viewer
from schema.errors import OperationRefused
from schema.spending import HoldSettled, SettleHoldInput, SettleHoldResult
from services.errors import TokentillError
from services.spending import WorkDone

__all__ = ["settle_hold"]


@strawberry.mutation(
    description="End a hold of `holdTokens`: charge what the work did cost, and return the rest. Repeated with the "
    "same amount it gives the same answer; with another one HOLD_ENDED."
)
async def settle_hold(info: Info, input: SettleHoldInput) -> SettleHoldResult:
    """Settle it, and map what is refused."""
    spending = info.context.services.spending
    try:
        work = WorkDone() if input.work is None else input.work.to_service()
        ended = await spending.settle(require_viewer(info), input.user_id, input.hold_id, int(input.amount), work)
    except TokentillError as error:
        return OperationRefused.of(error)
    return HoldSettled.of(ended)
