"""`setBalance`: for admins."""

import strawberry

from schema.adjustment import AdjustmentResult, BalanceAdjusted, SetBalanceInput
from schema.context import Info, require_admin

__all__ = ["set_balance"]


@strawberry.mutation(
    description="Set what a user can spend, exactly, whatever is spent at the same time. A row of `auditLog` is "
    "written before, and completed after. For admins."
)
async def set_balance(info: Info, input: SetBalanceInput) -> AdjustmentResult:
    """Adjust it."""
    admin = require_admin(info)
    adjusted = await info.context.services.adjustments.set_available(
        admin.user_id, input.user_id, available=input.available, reason=input.reason, key=input.idempotency_key
    )
    return BalanceAdjusted.of(adjusted)
