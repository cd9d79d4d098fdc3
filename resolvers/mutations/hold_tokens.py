"""`holdTokens`: reserve tokens before work begins."""

import strawberry

from schema.context import Info, require_viewer
from schema.spending import HoldTokensInput, HoldTokensResult, TokensHeld, refused
from services.errors import TokentillError

__all__ = ["hold_tokens"]


@strawberry.mutation(
    description="Reserve the most that work elsewhere can cost. Who does it settles what it did cost, or releases it; "
    "what is forgotten is released by itself. At most 64 holds of one wallet are open."
)
async def hold_tokens(info: Info, input: HoldTokensInput) -> HoldTokensResult:
    """Reserve them, and map what is refused."""
    spending = info.context.services.spending
    try:
        held = await spending.hold(
            require_viewer(info), input.user_id, int(input.amount), input.seconds, input.idempotency_key
        )
    except TokentillError as error:
        return refused(error)
    return TokensHeld.of(held)
