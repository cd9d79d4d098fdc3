"""The interface of a gateway's hosted checkout, in plain data: a page of the gateway's on which one payment is paid."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from models.payment import PaymentMethod, TaxBehavior

__all__ = ["CheckoutRequest", "CheckoutSessions", "CheckoutStatus", "GatewayCheckout"]


class CheckoutStatus(StrEnum):
    """Where a session stands at the gateway."""

    OPEN = "open"
    PROCESSING = "processing"
    """The payer is done; the money is on its way."""
    PAID = "paid"
    FAILED = "failed"
    """The payer was done, but the money never came. The session cannot be used again."""
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class CheckoutRequest:
    """What the gateway's page is to collect. `amount` is in minor units of `currency` (ISO 4217), before tax."""

    payment_id: str
    """Ours; also the idempotency key at the gateway, and in the metadata there."""
    amount: int
    currency: str
    quantity: int
    """How many are bought; the page shows the price of one where `amount` can be divided so."""
    method: PaymentMethod
    description: str
    success_url: str
    cancel_url: str
    expires_at: datetime
    tax: TaxBehavior | None = None
    """Whether the gateway works out the tax, and adds it to `amount` or takes it as a part of that."""
    customer: str | None = None
    """The gateway's id of the payer."""
    save_card: bool = False
    """Whether the payer agreed that the card is kept for payments without them; needs `customer`."""
    metadata: Mapping[str, str] = field(default_factory=dict)
    receipt_email: str | None = field(default=None, repr=False)
    """Where the gateway sends its own receipt once it is paid; None for nowhere."""


@dataclass(frozen=True, slots=True)
class GatewayCheckout:
    """A session as the gateway has it. Amounts are in minor units of `currency`."""

    reference: str
    """The gateway's id: `cs_...` for Stripe."""
    payment_id: str | None
    """Ours, from the metadata."""
    payment_reference: str | None
    """The gateway's id of the payment that the session made: `pi_...`; None until the payer tried to pay."""
    amount: int
    """Before tax that is added."""
    tax: int
    total: int
    """What the payer is charged: the amount, the tax, and whatever else the gateway added."""
    currency: str
    status: CheckoutStatus
    livemode: bool
    url: str | None = field(default=None, repr=False)
    """Where the payer goes; None once nobody can pay there any more."""
    failure_code: str | None = None
    failure_message: str | None = None
    """Of the last try that was declined."""


class CheckoutSessions(Protocol):
    """Sessions of one gateway. Calls raise as those of `PaymentGateway` do."""

    async def create(self, request: CheckoutRequest) -> GatewayCheckout:
        """Make it, or return the one made before for the same `payment_id`."""

    async def retrieve(self, reference: str) -> GatewayCheckout:
        """The session as it stands now."""

    async def expire(self, reference: str) -> GatewayCheckout:
        """End it if nobody has paid; the answer says how it stands now."""
