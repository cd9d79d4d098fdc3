"""`setAutoRefill`: for admins."""

import strawberry

from schema.auto_refill import AutoRefill, AutoRefillSet, SetAutoRefillInput, SetAutoRefillResult
from schema.context import Info, require_admin

__all__ = ["set_auto_refill"]


@strawberry.mutation(
    description="Give one user free tokens again and again by terms of their own, or none, or as the settings say. "
    "Other servers follow within 15 seconds. For admins."
)
async def set_auto_refill(info: Info, input: SetAutoRefillInput) -> SetAutoRefillResult:
    """Set it."""
    admin = require_admin(info)
    standing = await info.context.services.refills.choose(admin.user_id, input.user_id, input.order())
    return AutoRefillSet(auto_refill=AutoRefill.of(standing))
