"""Deciding what a lost dispute in another currency takes."""

from typing import Annotated, Self, TypeAlias

import strawberry

from schema.errors import OperationRefused
from schema.scalars import BigInt
from services.reversals.paid import Paid
from services.reversals.rules import taken

__all__ = ["DecideDisputeInput", "DecideDisputeResult", "DisputeDecided"]


@strawberry.input(description="Which dispute, and how much of what was paid it takes.")
class DecideDisputeInput:
    dispute_id: strawberry.ID = strawberry.field(description="The gateway's id: `dp_...` or `du_...` for Stripe.")
    amount: BigInt = strawberry.field(
        description="Of what was paid, in whole minor units of the payment's or invoice's currency: the tokens that it"
        " stands for are taken. 0 takes none and sets all free."
    )
    reason: str = strawberry.field(description="Why, for the record of admin actions: 1 to 500 characters.")
    idempotency_key: str = strawberry.field(
        description="1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key with the same input decides once."
    )
    payment_id: strawberry.ID | None = strawberry.field(
        default=None, description="The payment that is disputed. Either this or `invoiceId`."
    )
    invoice_id: strawberry.ID | None = strawberry.field(
        default=None, description="The invoice of a subscription that is disputed, by the gateway's id."
    )


@strawberry.type(description="It is decided, and the tokens have followed.")
class DisputeDecided:
    dispute_id: strawberry.ID = strawberry.field(description="The dispute, by the gateway's id.")
    tokens_taken_back: BigInt = strawberry.field(
        description="Tokens of the payment or invoice that refunds and disputes have taken in all."
    )

    @classmethod
    def of(cls, dispute_id: str, paid: Paid) -> Self:
        """The GraphQL form of `paid` as it stands now."""
        return cls(
            dispute_id=strawberry.ID(dispute_id),
            tokens_taken_back=BigInt(taken(paid.reversal) if paid.reversal else 0),
        )


DecideDisputeResult: TypeAlias = Annotated[
    DisputeDecided | OperationRefused,
    strawberry.union("DecideDisputeResult", description="What `decideDispute` gives."),
]
