"""What an admin may pay back: a payment, or a paid invoice of a subscription."""

from collections.abc import Callable
from dataclasses import dataclass

from models.payment import PaymentStatus
from models.refund import Refund
from services.reversals.errors import InvoiceNotRefundableError, PaymentNotRefundableError, RefundError
from services.reversals.paid import Paid

__all__ = ["INVOICES", "PAYMENTS", "RefundKind", "kind_of"]


@dataclass(frozen=True, slots=True)
class RefundKind:
    """`operation` is the mutation, `action` its name in the record of admin actions, `field` the refund's."""

    operation: str
    action: str
    thing: str
    field: str
    not_refundable: Callable[[Paid], RefundError]


def _payment_not_refundable(paid: Paid) -> RefundError:
    return PaymentNotRefundableError(paid.status or PaymentStatus.SUCCEEDED)


def _invoice_not_refundable(_paid: Paid) -> RefundError:
    return InvoiceNotRefundableError()


PAYMENTS = RefundKind("refundPayment", "refund_payment", "payment", "payment_id", _payment_not_refundable)
INVOICES = RefundKind("refundInvoice", "refund_invoice", "invoice", "invoice_id", _invoice_not_refundable)


def kind_of(refund: Refund) -> RefundKind:
    """What the stored refund pays back."""
    return PAYMENTS if refund.invoice_id is None else INVOICES
