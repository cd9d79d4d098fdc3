"""The refusal that every operation which spends tokens can give."""

from typing import Self

import strawberry

from schema.balance import Balance
from schema.errors import UserError
from schema.in_language import IN_LANGUAGE
from schema.scalars import BigInt
from services.ledger.errors import InsufficientTokensError

__all__ = ["InsufficientTokens"]


@strawberry.type(description="Less is available than this can cost. Nothing was done. Code INSUFFICIENT_TOKENS.")
class InsufficientTokens(UserError):
    suggestion: str = strawberry.field(
        description="What the person can do about it, in a sentence.", extensions=[IN_LANGUAGE]
    )
    required: BigInt = strawberry.field(description="Tokens that must be available: the most that this can cost.")
    available: BigInt = strawberry.field(description="Tokens that are available.")
    balance: Balance = strawberry.field(description="The wallet as it was when this was refused.")

    @classmethod
    def of(cls, error: InsufficientTokensError, suggestion: str) -> Self:
        """The GraphQL form of `error`."""
        return cls(
            code=error.code,
            message=error.message,
            retryable=error.retryable,
            suggestion=suggestion,
            required=BigInt(error.required),
            available=BigInt(error.available),
            balance=Balance.of(error.balance),
        )
