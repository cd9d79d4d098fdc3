"""Why a refund is not made.

TokentillError
├── RefundError
│   ├── PaymentNotRefundableError   nothing of the payment can be paid back now
│   ├── InvoiceNotRefundableError   nothing of the invoice can be paid back now
│   ├── RefundTooLargeError         less is left than was asked for
│   ├── DisputeNotDecidableError    its currency tells what it takes, or it is not lost
│   └── RefundRefusedError          the gateway would not make it
├── GatewayUnreachableError         the gateway does not answer; it goes on by itself (services/payments/errors.py)
├── NotFoundError                   there is no such payment or invoice (services/errors.py)
└── IdempotencyConflictError        the key was used for other input (services/ledger/errors.py)
"""

from models.payment import PaymentFailure, PaymentStatus
from services.errors import TokentillError
from services.money import Money

__all__ = [
    "DisputeNotDecidableError",
    "InvoiceNotRefundableError",
    "PaymentNotRefundableError",
    "RefundError",
    "RefundRefusedError",
    "RefundTooLargeError",
]


class RefundError(TokentillError):
    """A refund that was not made."""


class PaymentNotRefundableError(RefundError):
    """It was not paid, or is paid back already, or its payer's bank decides about it. `status` is where it stands."""

    code = "PAYMENT_NOT_REFUNDABLE"

    def __init__(self, status: PaymentStatus) -> None:
        self.status = status
        super().__init__("Nothing of this payment can be refunded now: it is not paid, disputed, or paid back already.")


class InvoiceNotRefundableError(RefundError):
    """It is paid back already, or its payer's bank decides about it, or nothing was due."""

    code = "INVOICE_NOT_REFUNDABLE"

    def __init__(self) -> None:
        super().__init__("Nothing of this invoice can be refunded now: it is disputed, or paid back already.")


class RefundTooLargeError(RefundError):
    """Less is left of what was paid; `refundable` is how much."""

    code = "REFUND_TOO_LARGE"

    def __init__(self, refundable: Money) -> None:
        self.refundable = refundable
        super().__init__("The amount is larger than what is left of what was paid.")


class DisputeNotDecidableError(RefundError):
    """There is no such dispute, or it is not lost, or what it takes follows from its amount."""

    code = "DISPUTE_NOT_DECIDABLE"

    def __init__(self) -> None:
        super().__init__(
            "There is nothing to decide: only a lost dispute in another currency than the payment's waits."
        )


class RefundRefusedError(RefundError):
    """The gateway would not make it, and nothing was done. `failure` has its code and sentence."""

    code = "REFUND_REFUSED"

    def __init__(self, failure: PaymentFailure) -> None:
        self.failure = failure
        super().__init__("The payment gateway refused the refund.")
