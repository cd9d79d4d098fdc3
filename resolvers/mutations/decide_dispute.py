"""`decideDispute`: an admin says what a lost dispute in another currency takes."""

import strawberry

from schema.context import Info, require_admin
from schema.dispute import DecideDisputeInput, DecideDisputeResult, DisputeDecided
from services.errors import InvalidInputError
from services.reversals.refund_kinds import INVOICES, PAYMENTS

__all__ = ["decide_dispute"]


@strawberry.mutation(
    description="Say how much a lost dispute takes whose currency is not the payment's: its tokens are frozen until"
    " then. It may be decided anew. For admins."
)
async def decide_dispute(info: Info, input: DecideDisputeInput) -> DecideDisputeResult:
    """Decide it."""
    admin = require_admin(info)
    paid_id = input.payment_id or input.invoice_id
    if paid_id is None or (input.payment_id and input.invoice_id):
        raise InvalidInputError("paymentId", "must be given, or invoiceId, and not both")
    kind = PAYMENTS if input.payment_id else INVOICES
    paid = await info.context.services.reversals.decide_dispute(
        admin, kind, paid_id, input.dispute_id, input.amount, input.reason, input.idempotency_key
    )
    return DisputeDecided.of(input.dispute_id, paid)
