"""`debitTokens`: for admins."""

import strawberry

from schema.adjustment import AdjustmentResult, BalanceAdjusted, DebitTokensInput
from schema.context import Info, require_admin

__all__ = ["debit_tokens"]


@strawberry.mutation(
    description="Take tokens from a user, never more than are available. A row of `auditLog` is written before, "
    "and completed after. For admins."
)
async def debit_tokens(info: Info, input: DebitTokensInput) -> AdjustmentResult:
    """Adjust it."""
    admin = require_admin(info)
    adjusted = await info.context.services.adjustments.debit(
        admin.user_id, input.user_id, amount=input.amount, reason=input.reason, key=input.idempotency_key
    )
    return BalanceAdjusted.of(adjusted)
