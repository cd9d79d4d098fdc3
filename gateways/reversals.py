"""The part of every payment gateway that is about money going back: refunds and disputes, in plain data."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from models.reversal import DisputeState, RefundStatus

__all__ = ["GatewayDispute", "GatewayRefund", "GatewayReversals", "RefundRequest", "ReversalGateway"]

REVERSALS_MAXIMUM = 500
"""Most refunds, and most disputes, of one payment that are read; a payment with more is refused, never read in part."""


@dataclass(frozen=True, slots=True)
class RefundRequest:
    """What the gateway is asked to pay back. `amount` is in minor units of the payment's currency."""

    refund_id: str
    """Ours; also the idempotency key at the gateway, and in the metadata there."""
    reference: str
    """The gateway's id of the payment."""
    amount: int


@dataclass(frozen=True, slots=True)
class GatewayRefund:
    """A refund as the gateway has it."""

    id: str
    """The gateway's id: `re_...` for Stripe."""
    amount: int
    """In minor units of `currency`."""
    currency: str
    """ISO 4217, upper case: the payment's, unless something at the gateway is not as it should be."""
    status: RefundStatus
    created_at: datetime
    refund_id: str | None = None
    """Ours, from the metadata; None for one that was made elsewhere, as in the gateway's dashboard."""


@dataclass(frozen=True, slots=True)
class GatewayDispute:
    """A dispute as the gateway has it."""

    id: str
    """The gateway's id: `dp_...` or `du_...` for Stripe."""
    amount: int
    """In minor units of `currency`."""
    currency: str
    """ISO 4217, upper case: the payment's, unless the bank asks for the money in another one."""
    state: DisputeState
    reason: str
    """The gateway's own code."""
    created_at: datetime


@dataclass(frozen=True, slots=True)
class GatewayReversals:
    """Everything that went back, or may go back, of one payment, as it stands now."""

    paid: int
    """What was collected for the payment, tax included, before anything went back; 0 while it is not paid."""
    refunds: tuple[GatewayRefund, ...] = ()
    disputes: tuple[GatewayDispute, ...] = ()


class ReversalGateway(Protocol):
    """Refunds and disputes. Every call raises what `PaymentGateway`'s do."""

    async def reversals(self, reference: str) -> GatewayReversals:
        """All refunds and disputes of the payment, whoever made them, read now."""

    async def refund_payment(self, request: RefundRequest) -> GatewayRefund:
        """Pay back, or return the refund made before for the same `refund_id`."""

    async def reversed_payment(self, object_type: str, object_id: str) -> str | None:
        """The reference of the payment that a refund, dispute or charge belongs to; None when it has none."""
