"""`refundPayment`: an admin pays money back, and the tokens go with it."""

import strawberry

from schema.context import Info, require_admin
from schema.refund import PaymentNotRefundable, PaymentRefunded, RefundPaymentInput, RefundPaymentResult, refund_refusal
from services.errors import TokentillError
from services.reversals.errors import PaymentNotRefundableError

__all__ = ["refund_payment"]


@strawberry.mutation(
    description="Pay a payment back, in part or wholly, and take back the tokens that the money stands for. For admins."
)
async def refund_payment(info: Info, input: RefundPaymentInput) -> RefundPaymentResult:
    """Refund it, and map what is refused."""
    try:
        admin = require_admin(info)
        made = await info.context.services.reversals.refund(
            admin, input.payment_id, input.amount, input.reason, input.idempotency_key
        )
    except PaymentNotRefundableError as error:
        return PaymentNotRefundable.of(error)
    except TokentillError as error:
        return refund_refusal(error)
    return PaymentRefunded.of(made)
