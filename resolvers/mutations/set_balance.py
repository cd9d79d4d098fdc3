"""`setBalance`: for admins."""

import strawberry

from schema.adjustment import AdjustmentResult, BalanceAdjusted, SetBalanceInput
from schema.context import Info, require_admin
from schema.errors import OperationRefused
from services.errors import TokentillError

__all__ = ["set_balance"]


@strawberry.mutation(
    description="Set what a user can spend, exactly, whatever is spent at the same time. A row of `auditLog` is "
    "written before, and completed after. For admins."
)
async def set_balance(info: Info, input: SetBalanceInput) -> AdjustmentResult:
    """Adjust it, and map what is refused."""
    try:
        admin = require_admin(info)
        adjusted = await info.context.services.adjustments.set_available(
            admin.user_id, input.user_id, available=input.available, reason=input.reason, key=input.idempotency_key
        )
    except TokentillError as error:
        return OperationRefused.of(error)
    return BalanceAdjusted.of(adjusted)
