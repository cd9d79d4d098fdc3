"""`cancelPurchase`: give an unpaid purchase up."""

import strawberry

from schema.context import Info, require_viewer
from schema.payment import Payment
from schema.purchase import CancelPurchaseInput, CancelPurchaseResult, PaymentNotCancellable, PurchaseCancelled
from services.payments.errors import PaymentNotCancellableError

__all__ = ["cancel_purchase"]


@strawberry.mutation(description="Cancel a purchase that is not paid yet.")
async def cancel_purchase(info: Info, input: CancelPurchaseInput) -> CancelPurchaseResult:
    """Cancel it."""
    try:
        viewer = require_viewer(info)
        payment = await info.context.services.payments.cancel(viewer, input.payment_id, input.idempotency_key)
    except PaymentNotCancellableError as error:
        return PaymentNotCancellable.of(error)
    return PurchaseCancelled(payment=Payment.of(payment))
