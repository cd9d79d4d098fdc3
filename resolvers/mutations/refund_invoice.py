"""`refundInvoice`: an admin pays a subscription's invoice back, and its tokens go with it."""

import strawberry

from schema.context import Info, require_admin
from schema.invoice_refund import InvoiceRefunded, RefundInvoiceInput, RefundInvoiceResult
from schema.refund import refund_refusal
from services.errors import TokentillError

__all__ = ["refund_invoice"]


@strawberry.mutation(
    description="Pay a paid invoice of a subscription back, in part or wholly, and take back the tokens that the money"
    " stands for. The subscription goes on. For admins."
)
async def refund_invoice(info: Info, input: RefundInvoiceInput) -> RefundInvoiceResult:
    """Refund it, and map what is refused."""
    try:
        admin = require_admin(info)
        made = await info.context.services.reversals.refund_invoice(
            admin, input.invoice_id, input.amount, input.reason, input.idempotency_key
        )
    except TokentillError as error:
        return refund_refusal(error)
    return InvoiceRefunded.of(made)
