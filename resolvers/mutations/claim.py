"""`claim`: free tokens, once a period."""

import strawberry

from schema.claim import ClaimInput, ClaimResult, ClaimSucceeded, ClaimTooEarly
from schema.context import Info, require_viewer
from schema.errors import OperationRefused
from services.errors import TokentillError
from services.ledger.errors import ClaimTooEarlyError

__all__ = ["claim"]


@strawberry.mutation(description="Take the free tokens of a claim into the caller's wallet, once a period.")
async def claim(info: Info, input: ClaimInput) -> ClaimResult:
    """Claim, and map what the ledger refuses."""
    try:
        viewer = require_viewer(info)
        claimed = await info.context.services.claims.claim(viewer.wallet_id, input.idempotency_key)
    except ClaimTooEarlyError as error:
        return ClaimTooEarly.of(error)
    except TokentillError as error:
        return OperationRefused.of(error)
    return ClaimSucceeded.of(claimed)
