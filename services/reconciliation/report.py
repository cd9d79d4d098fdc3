"""What a reconciliation reports."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

__all__ = ["MAXIMUM_DIFFERENCES", "Difference", "ReconciliationReport", "Rule"]

MAXIMUM_DIFFERENCES = 1_000
"""Differences kept; further ones are counted."""


class Rule(StrEnum):
    """The stable names of what can differ. docs/payments.md says of each what it means and what to do."""

    MISSED_CREDIT = "payment.missed_credit"
    NOT_RETURNED = "payment.not_returned"
    CREDITED_UNPAID = "payment.credited_unpaid"
    STATUS = "payment.status"
    OPEN_TOO_LONG = "payment.open_too_long"
    UNKNOWN_HERE = "payment.unknown_here"
    UNKNOWN_THERE = "payment.unknown_there"
    SECOND_PAYMENT = "payment.second_payment"
    WRONG_AMOUNT = "payment.wrong_amount"
    WRONG_CURRENCY = "payment.wrong_currency"
    WRONG_LIVEMODE = "payment.wrong_livemode"
    WRONG_METADATA = "payment.wrong_metadata"
    REFUND_MISSED = "refund.missed"
    REFUND_DIFFERS = "refund.differs"
    REFUND_UNKNOWN_THERE = "refund.unknown_there"
    DISPUTE_MISSED = "dispute.missed"
    DISPUTE_DIFFERS = "dispute.differs"
    DISPUTE_UNKNOWN_THERE = "dispute.unknown_there"
    INVOICE_MISSED = "invoice.missed_grant"
    REVERSAL_UNFINISHED = "reversal.unfinished"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not the same here and there."""

    gateway: str
    rule: str
    reference: str | None
    """The gateway's id of the payment, refund or dispute."""
    payment_id: str | None
    """Ours."""
    detail: str
    fixed: bool = False
    """Whether it was put right, so that nothing is left to do."""


@dataclass(slots=True)
class ReconciliationReport:
    """What was compared and what differed."""

    payments: int = 0
    """Payments of the gateways that are ours, and ours that the gateways did not list."""
    refunds: int = 0
    disputes: int = 0
    checkouts: int = 0
    """Sessions of the hosted page that are ours."""
    invoices: int = 0
    """Paid invoices of our subscriptions."""
    foreign: int = 0
    """What the gateways have and was never ours: somebody else uses the same account. Nothing is done about it."""
    found: int = 0
    fixed: int = 0
    differences: list[Difference] = field(default_factory=list)

    @property
    def left(self) -> int:
        """Differences that still stand."""
        return self.found - self.fixed

    @property
    def clean(self) -> bool:
        """Whether nothing is left to do."""
        return self.left == 0

    def add(self, differences: Iterable[Difference]) -> None:
        """Count differences, and keep them while there is room."""
        for difference in differences:
            self.found += 1
            self.fixed += difference.fixed
            if len(self.differences) < MAXIMUM_DIFFERENCES:
                self.differences.append(difference)

    def to_document(self) -> dict[str, Any]:
        """The report as plain data."""
        return asdict(self) | {"left": self.left, "clean": self.clean}
