"""`claim`: free tokens, once a period."""

import strawberry

from schema.claim import ClaimInput, ClaimResult, ClaimSucceeded, ClaimTooEarly
from schema.context import Info, require_viewer
from services.ledger.errors import ClaimTooEarlyError

__all__ = ["claim"]


@strawberry.mutation(description="Take the free tokens of a claim into the caller's wallet, once a period.")
async def claim(info: Info, input: ClaimInput) -> ClaimResult:
    """Claim."""
    try:
        viewer = require_viewer(info)
        claimed = await info.context.services.claims.claim(viewer.wallet_id, input.idempotency_key)
    except ClaimTooEarlyError as error:
        return ClaimTooEarly.of(error)
    return ClaimSucceeded.of(claimed)
