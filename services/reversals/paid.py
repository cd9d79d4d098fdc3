"""What refunds and disputes need to know of something that was paid, be it a payment or a subscription's invoice."""

from dataclasses import dataclass
from datetime import datetime

from models.payment import PaymentStatus
from models.reversal import Reversal

__all__ = ["Paid"]


@dataclass(frozen=True, slots=True)
class Paid:
    """One payment or invoice as it was read. It never changes; read it anew instead."""

    id: str
    """Ours for a payment, the gateway's for an invoice. Its grants carry it as their reference."""
    gateway: str
    reference: str | None
    """The gateway's id of the payment that paid it; None while that is not known."""
    wallet_id: str
    giver_wallet_id: str | None
    """Of a gift: the wallet that bears what the receiver's does not have any more."""
    currency: str
    """ISO 4217, upper case, of what was paid."""
    tokens: int
    bonus_tokens: int
    tokens_expire_at: datetime | None
    """None: never."""
    credited_at: datetime | None
    """When its tokens came into the wallet."""
    denied: bool
    """Whether it was paid and is never to be credited."""
    reversal: Reversal | None
    status: PaymentStatus | None
    """None for an invoice: whatever went back of its money stands in the reversal alone."""
