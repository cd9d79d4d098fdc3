"""Coming back from paying at Razorpay."""

from typing import Annotated, TypeAlias

import strawberry

from schema.errors import OperationRefused
from schema.payment import Payment

__all__ = ["RazorpayPaymentVerified", "VerifyRazorpayPaymentInput", "VerifyRazorpayPaymentResult"]


@strawberry.input(description="What Razorpay's form hands to the payer's browser when a payment was made.")
class VerifyRazorpayPaymentInput:
    payment_id: strawberry.ID = strawberry.field(description="A payment of the caller, by its own id here.")
    razorpay_payment_id: str = strawberry.field(description="`razorpay_payment_id`, 1 to 255 characters.")
    razorpay_signature: str = strawberry.field(description="`razorpay_signature`, 1 to 255 characters.")
    idempotency_key: str = strawberry.field(
        description="1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key with the same input gives the same result "
        "again."
    )


@strawberry.type(description="The signature is Razorpay's, and Razorpay was asked.")
class RazorpayPaymentVerified:
    payment: Payment = strawberry.field(
        description="The payment as Razorpay has it now: SUCCEEDED once the money is taken, PROCESSING before that."
    )


VerifyRazorpayPaymentResult: TypeAlias = Annotated[
    RazorpayPaymentVerified | OperationRefused,
    strawberry.union("VerifyRazorpayPaymentResult", description="What `verifyRazorpayPayment` gives."),
]
