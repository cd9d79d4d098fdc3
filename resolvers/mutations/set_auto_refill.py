"""`setAutoRefill`: for admins."""

import strawberry

from schema.auto_refill import AutoRefill, AutoRefillSet, SetAutoRefillInput, SetAutoRefillResult
from schema.context import Info, require_admin
from schema.errors import OperationRefused
from services.errors import TokentillError

__all__ = ["set_auto_refill"]


@strawberry.mutation(
    description="Give one user free tokens again and again by terms of their own, or none, or as the settings say. "
    "Other servers follow within 15 seconds. For admins."
)
async def set_auto_refill(info: Info, input: SetAutoRefillInput) -> SetAutoRefillResult:
    """Set it, and map what is refused."""
    try:
        admin = require_admin(info)
        standing = await info.context.services.refills.choose(admin.user_id, input.user_id, input.order())
    except TokentillError as error:
        return OperationRefused.of(error)
    return AutoRefillSet(auto_refill=AutoRefill.of(standing))
