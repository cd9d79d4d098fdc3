"""Paying money back."""

from typing import Annotated, Self, TypeAlias, TypedDict

import strawberry

from models.refund import Refund
from schema.errors import OperationRefused, UserError
from schema.money import Money
from schema.payment import Payment, PaymentStatus
from schema.scalars import BigInt
from services import money
from services.errors import TokentillError
from services.reversals.errors import PaymentNotRefundableError, RefundRefusedError, RefundTooLargeError
from services.reversals.service import MadeRefund

__all__ = [
    "MadeRefundFields",
    "PaymentNotRefundable",
    "PaymentRefunded",
    "RefundInput",
    "RefundPaymentInput",
    "RefundPaymentResult",
    "RefundRefused",
    "RefundTooLarge",
    "refund_refusal",
]


class MadeRefundValues(TypedDict):
    """Values of the fields of `MadeRefundFields`."""

    refund_id: strawberry.ID
    amount: Money


@strawberry.input(description="What every refund is asked for with.")
class RefundInput:
    reason: str = strawberry.field(
        description="Why, for the record of admin actions: 1 to 500 characters. Neither payer nor gateway sees it."
    )
    idempotency_key: str = strawberry.field(
        description="1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key with the same input gives the same refund."
    )
    amount: BigInt | None = strawberry.field(
        default=None,
        description="Whole minor units of the currency it was paid in, from 1. Null: all that was left at the first "
        "call.",
    )


@strawberry.input(description="What to pay back, and why.")
class RefundPaymentInput(RefundInput):
    payment_id: strawberry.ID = strawberry.field(description="A payment of anybody that was paid.")


@strawberry.type(description="A refund that the gateway has.")
class MadeRefundFields:
    refund_id: strawberry.ID = strawberry.field(description="The refund's id; also in its metadata at the gateway.")
    amount: Money = strawberry.field(description="What is paid back by it.")

    @staticmethod
    def values_of(refund: Refund) -> MadeRefundValues:
        """These fields of `refund`."""
        amount = Money.of(money.Money(refund.amount, refund.currency))
        return {"refund_id": strawberry.ID(refund.id), "amount": amount}


@strawberry.type(description="The gateway has the refund, and the tokens were taken back.")
class PaymentRefunded(MadeRefundFields):
    payment: Payment = strawberry.field(description="The payment as it stands now.")

    @classmethod
    def of(cls, made: MadeRefund) -> Self:
        """The GraphQL form of `made`."""
        return cls(**cls.values_of(made.refund), payment=Payment.of(made.payment))


@strawberry.type(
    description="It is not paid, is paid back already, or its payer's bank decides about it. Nothing was done."
)
class PaymentNotRefundable(UserError):
    status: PaymentStatus = strawberry.field(description="Where the payment stands.")

    @classmethod
    def of(cls, error: PaymentNotRefundableError) -> Self:
        """The GraphQL form of `error`."""
        return cls(
            code=error.code,
            message=error.message,
            retryable=error.retryable,
            status=PaymentStatus(error.status.value),
        )


@strawberry.type(description="Less is left of what was paid than was asked for. Nothing was done.")
class RefundTooLarge(UserError):
    refundable: Money = strawberry.field(description="How much can still be paid back.")

    @classmethod
    def of(cls, error: RefundTooLargeError) -> Self:
        """The GraphQL form of `error`."""
        return cls(
            code=error.code,
            message=error.message,
            retryable=error.retryable,
            refundable=Money.of(error.refundable),
        )


@strawberry.type(description="The gateway would not make the refund. Nothing was done.")
class RefundRefused(UserError):
    gateway_code: str = strawberry.field(description="The gateway's own code.")

    @classmethod
    def of(cls, error: RefundRefusedError) -> Self:
        """The GraphQL form of `error`."""
        return cls(code=error.code, message=error.message, retryable=error.retryable, gateway_code=error.failure.code)


RefundPaymentResult: TypeAlias = Annotated[
    PaymentRefunded | PaymentNotRefundable | RefundTooLarge | RefundRefused | OperationRefused,
    strawberry.union("RefundPaymentResult", description="What `refundPayment` gives."),
]


def refund_refusal(error: TokentillError) -> RefundTooLarge | RefundRefused | OperationRefused:
    """The GraphQL form of what any refund may be refused with."""
    if isinstance(error, RefundTooLargeError):
        return RefundTooLarge.of(error)
    if isinstance(error, RefundRefusedError):
        return RefundRefused.of(error)
    return OperationRefused.of(error)
