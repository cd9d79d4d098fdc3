"""`resumePurchase`: go on with an unpaid purchase whose key or client secret is lost."""

import strawberry

from schema.context import Info, require_viewer
from schema.purchase import PaymentRefused, PurchaseStarted, ResumePurchaseInput, ResumePurchaseResult
from services.payments.errors import PaymentRefusedError

__all__ = ["resume_purchase"]


@strawberry.mutation(
    description="Go on with a purchase that is not paid yet: what `purchase` gave, once more. No new payment is made."
)
async def resume_purchase(info: Info, input: ResumePurchaseInput) -> ResumePurchaseResult:
    """Hand it out again."""
    try:
        viewer = require_viewer(info)
        started = await info.context.services.payments.resume_purchase(viewer, input.payment_id)
    except PaymentRefusedError as error:
        return PaymentRefused.of(error)
    return PurchaseStarted.of(started)
