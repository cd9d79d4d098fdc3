"""How much of a payment's money went back."""

from models.payment import Payment
from models.reversal import DisputeState, RefundStatus

__all__ = ["returned_amount"]


def returned_amount(payment: Payment) -> int:
    """Refunds that arrived and disputes that were lost, in minor units of the payment's currency."""
    if payment.reversal is None:
        return 0
    refunds = sum(each.amount for each in payment.reversal.refunds if each.status is RefundStatus.SUCCEEDED)
    disputes = sum(each.amount for each in payment.reversal.disputes if each.state is DisputeState.LOST)
    return int(refunds + disputes)
