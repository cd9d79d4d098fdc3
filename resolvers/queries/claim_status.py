"""`claimStatus`: when the caller can claim next."""

import strawberry

from schema.claim import ClaimStatus
from schema.context import Info, require_viewer

__all__ = ["claim_status"]


@strawberry.field(description="Whether the caller can claim free tokens now, and if not, when.")
async def claim_status(info: Info) -> ClaimStatus:
    """Compare the wallet's last claim with the period."""
    viewer = require_viewer(info)
    return ClaimStatus.of(await info.context.services.claims.status(viewer.wallet_id))
