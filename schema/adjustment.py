"""What admins do to balances."""

from datetime import datetime
from typing import Annotated, Self, TypeAlias

import strawberry

from schema.balance import Balance
from schema.errors import OperationRefused
from schema.scalars import BigInt
from services.adjustments import Adjusted

__all__ = ["AdjustmentResult", "BalanceAdjusted", "DebitTokensInput", "GrantTokensInput", "SetBalanceInput"]

_USER = "The user: an id of `users`. Suspended ones, too."
_REASON = "Why, in 1 to 500 characters: for the record of admins' actions, which is never removed."
_KEY = (
    "1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key of the same admin with the same input has one effect; "
    "after a refusal take a new one."
)


@strawberry.input(description="Whom to give tokens, and why.")
class GrantTokensInput:
    user_id: strawberry.ID = strawberry.field(description=_USER)
    amount: BigInt = strawberry.field(
        description="Whole tokens, 1 to 10^15. They count as free ones, and pay off a debt first."
    )
    expires_at: datetime | None = strawberry.field(
        default=None, description="When those that are left are lost. Null: never."
    )
    reason: str = strawberry.field(description=_REASON)
    idempotency_key: str = strawberry.field(description=_KEY)


@strawberry.input(description="From whom to take tokens, and why.")
class DebitTokensInput:
    user_id: strawberry.ID = strawberry.field(description=_USER)
    amount: BigInt = strawberry.field(
        description="Whole tokens, 1 to 10^15: all of them, or none when fewer are available. Those that expire first "
        "go first, then free ones. They do not count as spent."
    )
    reason: str = strawberry.field(description=_REASON)
    idempotency_key: str = strawberry.field(description=_KEY)


@strawberry.input(description="To what to set a balance, and why.")
class SetBalanceInput:
    user_id: strawberry.ID = strawberry.field(description=_USER)
    available: BigInt = strawberry.field(
        description="Whole tokens that can then be spent, 0 to 10^15, whatever is spent at the same time. The "
        "difference is granted or taken; what is held for running work is apart."
    )
    reason: str = strawberry.field(description=_REASON)
    idempotency_key: str = strawberry.field(description=_KEY)


@strawberry.type(description="The balance was adjusted. For admins.")
class BalanceAdjusted:
    action_id: strawberry.ID = strawberry.field(description="The row of `auditLog`.")
    user_id: strawberry.ID = strawberry.field(description="The user.")
    available_before: BigInt = strawberry.field(description="Tokens that could be spent right before.")
    balance: Balance = strawberry.field(description="The wallet right after.")

    @classmethod
    def of(cls, adjusted: Adjusted) -> Self:
        """The GraphQL form of `adjusted`."""
        return cls(
            action_id=strawberry.ID(adjusted.action_id),
            user_id=strawberry.ID(adjusted.user_id),
            available_before=BigInt(adjusted.before),
            balance=Balance.of(adjusted.balance),
        )


AdjustmentResult: TypeAlias = Annotated[
    BalanceAdjusted | OperationRefused,
    strawberry.union(
        "AdjustmentResult",
        description="The outcome of `grantTokens`, `debitTokens` and `setBalance`. Codes: INSUFFICIENT_TOKENS, "
        "WALLET_IN_DEBT, NOT_FOUND, INVALID_INPUT, IDEMPOTENCY_CONFLICT, ADJUSTMENT_REFUSED.",
    ),
]
