"""What a gateway that sells subscriptions can do, in plain data. Of the gateways, Stripe does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from models.subscription import PlanInterval

__all__ = [
    "GatewayInvoice",
    "GatewaySubscription",
    "GatewaySubscriptionStatus",
    "InvoiceLine",
    "InvoiceReason",
    "PriceRequest",
    "SubscriptionGateway",
    "SubscriptionRequest",
]


class GatewaySubscriptionStatus(StrEnum):
    """Where a subscription stands at the gateway."""

    INCOMPLETE = "incomplete"
    ACTIVE = "active"
    PAST_DUE = "past_due"
    ENDED_UNPAID = "ended_unpaid"
    ENDED = "ended"


class InvoiceReason(StrEnum):
    """Why an invoice was made."""

    FIRST = "first"
    RENEWAL = "renewal"
    CHANGE = "change"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PriceRequest:
    """A price of a plan. `amount` is for one period, in minor units of `currency` (ISO 4217, upper case)."""

    lookup_key: str
    """Its name at the gateway, which says all that is agreed on."""
    plan_id: str
    plan_name: str
    amount: int
    currency: str
    interval: PlanInterval


@dataclass(frozen=True, slots=True)
class SubscriptionRequest:
    """What the gateway is asked to collect again and again. References are the gateway's own."""

    subscription_id: str
    """Ours; also the idempotency key at the gateway, and in the metadata there."""
    customer: str
    price: str
    description: str
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GatewaySubscription:
    """A subscription as the gateway has it now."""

    reference: str
    subscription_id: str | None
    """Ours, from the metadata."""
    customer: str
    status: GatewaySubscriptionStatus
    livemode: bool
    currency: str
    item: str
    """The gateway's id of what is sold; needed to change the price."""
    price: str
    quantity: int
    items: int
    """How many things are sold together: one, unless somebody changed it at the gateway."""
    period_start: datetime
    period_end: datetime
    cancel_at_period_end: bool
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """One line of an invoice. `amount` is without tax that is put on top; a credit is negative."""

    price: str | None
    amount: int
    quantity: int
    proration: bool
    period_start: datetime
    period_end: datetime


@dataclass(frozen=True, slots=True)
class GatewayInvoice:
    """An invoice as the gateway has it now. Amounts are in minor units of `currency`."""

    reference: str
    subscription: str | None
    """The gateway's id of the subscription that it belongs to."""
    customer: str | None
    livemode: bool
    currency: str
    reason: InvoiceReason
    paid: bool
    paid_at: datetime | None
    created_at: datetime
    subtotal: int
    """The sum of the lines."""
    total: int
    """After discounts, with taxes."""
    amount_paid: int
    discounted: bool
    lines: tuple[InvoiceLine, ...]
    lines_complete: bool
    """Whether `lines` are all that there are."""
    payment: str | None
    """The gateway's id of the payment that paid it."""


class SubscriptionGateway(Protocol):
    """Selling by the month or year. Every call raises what `PaymentGateway`'s do."""

    @property
    def name(self) -> str:
        """Of the gateway: stands in subscriptions and event rows."""

    @property
    def livemode(self) -> bool:
        """Whether real money moves."""

    @property
    def publishable_key(self) -> str:
        """The key that a client may know."""

    async def ensure_price(self, request: PriceRequest) -> str:
        """The reference of this price, found by its lookup key or made. Refused when there it is another one."""

    async def create_subscription(self, request: SubscriptionRequest) -> GatewaySubscription:
        """Create it, waiting for its first payment, or return the one made before for the same `subscription_id`."""

    async def find_subscription(self, customer: str, subscription_id: str) -> GatewaySubscription | None:
        """The customer's newest subscription that carries our id; None when there is none."""

    async def retrieve_subscription(self, reference: str) -> GatewaySubscription:
        """The subscription as it stands now."""

    async def first_payment_secret(self, reference: str) -> str | None:
        """What lets a client pay the newest invoice; None when it waits for no payment."""

    def first_payment_page_url(self, secret: str) -> str | None:
        """Where a person pays or declines at the simulated gateway; None for a real one."""

    async def change_price(
        self, subscription: GatewaySubscription, price: str, key: str | None, *, at_once: bool
    ) -> None:
        """Sell at another price: `at_once` bills the difference for the rest of the period now, or changes nothing.

        Otherwise the price is that of the next period, and nothing is billed or credited. `key` makes it one change
        however often it is asked, and repeats what was answered first; None only where nothing is billed.
        """

    async def set_cancel_at_period_end(self, reference: str, *, cancel: bool) -> None:
        """Let it end with its period, or go on. The newest call counts, whatever came of those before."""

    async def cancel_subscription(self, reference: str) -> None:
        """End it now, without paying anything back. Raises PaymentUnknownError when it has ended."""

    async def retrieve_invoice(self, reference: str) -> GatewayInvoice:
        """The invoice as it stands now."""

    async def recent_invoices(self, subscription: str) -> list[GatewayInvoice]:
        """The subscription's newest invoices, oldest first: as many as a year of changes has."""

    async def invoice_of_payment(self, payment: str) -> str | None:
        """The reference of the invoice that this payment pays; None when it pays none."""

    async def portal_url(self, customer: str, return_url: str, key: str) -> str:
        """An address, good for a short while, at which the customer manages cards, invoices and the subscription."""
