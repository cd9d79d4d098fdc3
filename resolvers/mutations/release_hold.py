"""`releaseHold`: return what was reserved."""

import strawberry

from schema.context import Info, require_viewer
from schema.spending import HoldReleased, ReleaseHoldInput, ReleaseHoldResult

__all__ = ["release_hold"]


@strawberry.mutation(
    description="End a hold of `holdTokens` and return all of it. Repeated it gives the same answer; after "
    "`settleHold` HOLD_ENDED."
)
async def release_hold(info: Info, input: ReleaseHoldInput) -> ReleaseHoldResult:
    """Release it."""
    spending = info.context.services.spending
    ended = await spending.release(require_viewer(info), input.user_id, input.hold_id)
    return HoldReleased.of(ended)
