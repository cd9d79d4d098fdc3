"""Claiming free tokens."""

from datetime import datetime
from typing import Annotated, Self, TypeAlias

import strawberry

from schema.balance import Balance
from schema.errors import OperationRefused, UserError
from schema.scalars import BigInt
from services.claims import Claimed, ClaimStanding
from services.ledger.errors import ClaimTooEarlyError

__all__ = ["ClaimInput", "ClaimResult", "ClaimStatus", "ClaimSucceeded", "ClaimTooEarly"]


@strawberry.input(description="A claim of the fixed amount of free tokens.")
class ClaimInput:
    idempotency_key: str = strawberry.field(
        description="1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -, chosen by the client. "
        "Repeating it gives the same claim again instead of another one."
    )


@strawberry.type(description="Whether the caller can claim free tokens now.")
class ClaimStatus:
    amount: BigInt = strawberry.field(description="Tokens that one claim gives.")
    available: bool = strawberry.field(description="Whether a claim is possible now.")
    next_claim_at: datetime | None = strawberry.field(
        description="When the next claim becomes possible; null when it is possible now."
    )
    seconds_left: int = strawberry.field(description="Whole seconds until then, rounded up; 0 when possible now.")

    @classmethod
    def of(cls, standing: ClaimStanding) -> Self:
        """The GraphQL form of `standing`."""
        return cls(
            amount=BigInt(standing.amount),
            available=standing.available,
            next_claim_at=standing.next_claim_at,
            seconds_left=standing.seconds_left,
        )


@strawberry.type(description="The tokens are in the wallet.")
class ClaimSucceeded:
    amount: BigInt = strawberry.field(description="Tokens that were granted.")
    next_claim_at: datetime = strawberry.field(description="When the next claim becomes possible.")
    balance: Balance = strawberry.field(description="The wallet right after the claim.")

    @classmethod
    def of(cls, claimed: Claimed) -> Self:
        """The GraphQL form of `claimed`."""
        return cls(
            amount=BigInt(claimed.amount),
            next_claim_at=claimed.next_claim_at,
            balance=Balance.of(claimed.balance),
        )


@strawberry.type(description="The period since the last claim is not over. Code CLAIM_TOO_EARLY.")
class ClaimTooEarly(UserError):
    next_claim_at: datetime = strawberry.field(description="When the next claim becomes possible.")
    seconds_left: int = strawberry.field(description="Whole seconds until then, rounded up.")

    @classmethod
    def of(cls, error: ClaimTooEarlyError) -> Self:
        """The GraphQL form of `error`."""
        return cls(
            code=error.code,
            message=error.message,
            retryable=error.retryable,
            next_claim_at=error.next_claim_at,
            seconds_left=error.seconds_left,
        )


ClaimResult: TypeAlias = Annotated[
    ClaimSucceeded | ClaimTooEarly | OperationRefused,
    strawberry.union("ClaimResult", description="The outcome of `claim`."),
]
