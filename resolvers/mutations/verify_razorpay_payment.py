"""`verifyRazorpayPayment`: a payer comes back from Razorpay's form."""

import strawberry

from schema.context import Info, require_viewer
from schema.payment import Payment
from schema.verification import RazorpayPaymentVerified, VerifyRazorpayPaymentInput, VerifyRazorpayPaymentResult

__all__ = ["verify_razorpay_payment"]


@strawberry.mutation(
    description="Check what Razorpay's form handed to the payer's browser, then ask Razorpay how the payment stands. "
    "The signature alone credits nothing; the tokens come once, whether this or Razorpay's event is first."
)
async def verify_razorpay_payment(info: Info, input: VerifyRazorpayPaymentInput) -> VerifyRazorpayPaymentResult:
    """Verify it."""
    payment = await info.context.services.payments.verify(
        require_viewer(info),
        input.payment_id,
        input.razorpay_payment_id,
        input.razorpay_signature,
        input.idempotency_key,
    )
    return RazorpayPaymentVerified(payment=Payment.of(payment))
