"""`verifyRazorpayPayment`: a payer comes back from Razorpay's form."""

import strawberry

from schema.context import Info, require_viewer
from schema.errors import OperationRefused
from schema.payment import Payment
from schema.verification import RazorpayPaymentVerified, VerifyRazorpayPaymentInput, VerifyRazorpayPaymentResult
from services.errors import TokentillError

__all__ = ["verify_razorpay_payment"]


@strawberry.mutation(
    description="Check what Razorpay's form handed to the payer's browser, then ask Razorpay how the payment stands. "
    "The signature alone credits nothing; the tokens come once, whether this or Razorpay's event is first."
)
async def verify_razorpay_payment(info: Info, input: VerifyRazorpayPaymentInput) -> VerifyRazorpayPaymentResult:
    """Verify it, and map what payments refuse."""
    try:
        payment = await info.context.services.payments.verify(
            require_viewer(info),
            input.payment_id,
            input.razorpay_payment_id,
            input.razorpay_signature,
            input.idempotency_key,
        )
    except TokentillError as error:
        return OperationRefused.of(error)
    return RazorpayPaymentVerified(payment=Payment.of(payment))
