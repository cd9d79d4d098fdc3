"""`grantTokens`: for admins."""

import strawberry

from schema.adjustment import AdjustmentResult, BalanceAdjusted, GrantTokensInput
from schema.context import Info, require_admin

__all__ = ["grant_tokens"]


@strawberry.mutation(
    description="Give a user free tokens. A row of `auditLog` is written before, and completed after. For admins."
)
async def grant_tokens(info: Info, input: GrantTokensInput) -> AdjustmentResult:
    """Adjust it."""
    admin = require_admin(info)
    adjusted = await info.context.services.adjustments.grant(
        admin.user_id,
        input.user_id,
        amount=input.amount,
        expires_at=input.expires_at,
        reason=input.reason,
        key=input.idempotency_key,
    )
    return BalanceAdjusted.of(adjusted)
