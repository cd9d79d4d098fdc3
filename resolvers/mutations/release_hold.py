"""`releaseHold`: return what was reserved."""

import strawberry

from schema.context import Info, require_viewer
from schema.errors import OperationRefused
from schema.spending import HoldReleased, ReleaseHoldInput, ReleaseHoldResult
from services.errors import TokentillError

__all__ = ["release_hold"]


@strawberry.mutation(
    description="End a hold of `holdTokens` and return all of it. Repeated it gives the same answer; after "
    "`settleHold` HOLD_ENDED."
)
async def release_hold(info: Info, input: ReleaseHoldInput) -> ReleaseHoldResult:
    """Release it, and map what is refused."""
    spending = info.context.services.spending
    try:
        ended = await spending.release(require_viewer(info), input.user_id, input.hold_id)
    except TokentillError as error:
        return OperationRefused.of(error)
    return HoldReleased.of(ended)
