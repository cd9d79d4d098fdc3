"""How much of the money of a payment, or of a subscription's invoice, went back."""

from models.payment import Payment
from models.reversal import DisputeState, RefundStatus
from models.subscription_invoice import SubscriptionInvoice

__all__ = ["returned_amount"]


def returned_amount(paid: Payment | SubscriptionInvoice) -> int:
    """Refunds that arrived and disputes that were lost, in minor units of its currency."""
    if paid.reversal is None:
        return 0
    refunds = sum(each.amount for each in paid.reversal.refunds if each.status is RefundStatus.SUCCEEDED)
    disputes = sum(each.amount for each in paid.reversal.disputes if each.state is DisputeState.LOST)
    return int(refunds + disputes)
