"""`spendTokens`: charge tokens for work done elsewhere."""

import strawberry

from schema.context import Info, require_viewer
from schema.spending import SpendTokensInput, SpendTokensResult, TokensSpent, refused
from services.errors import TokentillError
from services.spending import WorkDone

__all__ = ["spend_tokens"]


@strawberry.mutation(
    description="Charge tokens for work that was done elsewhere. For API keys with the scope SPEND: the caller's own "
    "tokens, or with an admin's key any user's."
)
async def spend_tokens(info: Info, input: SpendTokensInput) -> SpendTokensResult:
    """Charge them, and map what is refused."""
    spending = info.context.services.spending
    try:
        work = WorkDone() if input.work is None else input.work.to_service()
        spent = await spending.spend(
            require_viewer(info), input.user_id, int(input.amount), work, input.idempotency_key
        )
    except TokentillError as error:
        return refused(error)
    return TokensSpent.of(spent)
