"""`estimate`: the most that a chat can cost, and why."""

import strawberry

from schema.context import Info, require_viewer
from schema.estimate import ChatEstimate, EstimateInput, EstimateResult, estimate_refusal
from services.errors import TokentillError

__all__ = ["estimate"]


@strawberry.field(description="The most that a chat can cost the caller now, and why. Nothing is held or sent.")
async def estimate(info: Info, input: EstimateInput) -> EstimateResult:
    """Ask, and map what stands against it."""
    try:
        found = await info.context.services.estimates.estimate(require_viewer(info), input.to_service())
    except TokentillError as error:
        return estimate_refusal(error)
    return ChatEstimate.of(found)
