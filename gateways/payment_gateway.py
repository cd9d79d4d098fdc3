"""The interface of every payment gateway, in plain data. Services know only this.

A further gateway takes this; gateways/razorpay/ is the smaller one to learn from:

1. gateways/<name>/: a class with all of `PaymentGateway`, refunds and disputes included; None for what it lacks, but
   without `lists` it cannot be reconciled, and `tokentill reconcile` says so.
2. gateways/from_settings.py: what makes it from the settings, and in `_LIMITS` what it charges at least and at most.
3. settings/sections/payments.py: its keys, and its name among those of `payment_gateways`; settings/<name>.py, like
   razorpay.py: what they must say together, and that production takes no test keys.
4. schema/payment.py: its name in `PaymentGateway`, or its payments cannot be shown.
5. gateways/declines/: a table from its reasons to our codes, taken into `_CODES`.
6. Events about payments need nothing more. Those about objects of a type of its own are hints, and need a handler:
   see services/payments/handlers.py. The names `refund`, `dispute`, `charge` and `order` have one.
7. A simulator, with which people try it and tests run: gateways/simulated_<name>/, started by server/simulators.py,
   told of by server/banner.py, a program of its own by server/simulate_commands.py.
8. Its form in the web client: a case of `WayToPay` in web/src/screens/shop/PayHere.tsx (without it the shop says to pay
   elsewhere), and its hosts in server/web/policy.py.
9. `make codegen`; a page like docs/razorpay.md, its codes in docs/errors.md, and a line in CHANGELOG.md.

The route of its webhook follows from `name`, and PAYMENT_GATEWAYS chooses it by currency or package.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from gateways.amount_limits import AmountLimits
from gateways.checkout_sessions import CheckoutSessions
from gateways.customers import Customers
from gateways.lists import GatewayLists
from gateways.payer_proofs import PayerProofs
from gateways.reversals import ReversalGateway
from gateways.subscriptions import SubscriptionGateway
from gateways.tax import TaxCalculator
from models.payment import PaymentMethod

__all__ = [
    "GatewayEvent",
    "GatewayEventKind",
    "GatewayPayment",
    "GatewayPaymentStatus",
    "MethodAvailability",
    "PaymentGateway",
    "PaymentRequest",
]


class GatewayPaymentStatus(StrEnum):
    """Where a payment stands at the gateway."""

    OPEN = "open"
    """Waiting for the payer."""
    PROCESSING = "processing"
    SUCCEEDED = "succeeded"
    CANCELLED = "cancelled"


class GatewayEventKind(StrEnum):
    """What an event says, whatever the gateway calls it."""

    PAYMENT_SUCCEEDED = "payment_succeeded"
    PAYMENT_FAILED = "payment_failed"
    PAYMENT_PROCESSING = "payment_processing"
    PAYMENT_CANCELLED = "payment_cancelled"
    OTHER = "other"
    """An event about something else than a payment; its object says what."""


@dataclass(frozen=True, slots=True)
class MethodAvailability:
    """Whether a payment choice can really be used; `reason` is a sentence when it cannot."""

    method: PaymentMethod
    available: bool
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class PaymentRequest:
    """What the gateway is asked to collect. `amount` is in minor units of `currency` (ISO 4217, upper case)."""

    payment_id: str
    """Ours; also the idempotency key at the gateway, and in the metadata there."""
    amount: int
    currency: str
    method: PaymentMethod
    description: str
    metadata: Mapping[str, str] = field(default_factory=dict)
    receipt_email: str | None = field(default=None, repr=False)
    """Where the gateway sends its own receipt once it is paid; None for nowhere."""
    customer: str | None = None
    """The gateway's id of the payer, where it has one."""
    save_card: bool = False
    """Whether the payer agreed that the card is kept for payments without them; needs `customer`."""
    tax_calculation: str | None = None
    """The gateway's id of the calculation whose tax `amount` contains; its reports then name the tax."""


@dataclass(frozen=True, slots=True)
class GatewayPayment:
    """A payment as the gateway has it."""

    reference: str
    """The gateway's id: `pi_...` for Stripe."""
    payment_id: str | None
    """Ours, from the metadata."""
    amount: int
    amount_received: int
    currency: str
    status: GatewayPaymentStatus
    livemode: bool
    client_secret: str | None = field(default=None, repr=False)
    failure_code: str | None = None
    failure_message: str | None = None
    cancellable: bool = True
    """Whether the gateway itself can end it; one that it cannot end stays open there when it is given up here."""


@dataclass(frozen=True, slots=True)
class GatewayEvent:
    """A verified webhook event. `payment` is what it is about, for the kinds that name one."""

    source: str
    """The gateway's name."""
    event_id: str
    type: str
    """The gateway's own name for it, such as `payment_intent.succeeded`."""
    kind: GatewayEventKind
    api_version: str | None
    version_expected: bool
    """Whether `api_version` is the one we pin."""
    created_at: datetime
    object_id: str | None
    object_type: str | None
    """The gateway's own name for what the event is about, such as `charge` or `refund`."""
    payment: GatewayPayment | None


class PaymentGateway(ReversalGateway, Protocol):
    """Money from outside, and back.

    Every call raises GatewayUnavailableError (its effect is not known; try again with the same payment) or
    GatewayRefusedError, which is PaymentUnknownError where it does not know the reference; `parse_event` raises
    SignatureInvalidError and EventMalformedError.
    """

    @property
    def name(self) -> str:
        """`stripe`, for instance: stands in payments and event rows."""

    @property
    def publishable_key(self) -> str:
        """The key that a client may know."""

    @property
    def livemode(self) -> bool:
        """Whether real money moves."""

    @property
    def simulated(self) -> bool:
        """Whether the other side is the simulated gateway."""

    @property
    def checkout(self) -> CheckoutSessions | None:
        """The gateway's hosted page for paying; None where it has none."""

    @property
    def customers(self) -> Customers | None:
        """What the gateway keeps for its customers; None where it keeps nothing."""

    @property
    def subscriptions(self) -> SubscriptionGateway | None:
        """Selling by the month or year; None where the gateway does not do that."""

    @property
    def lists(self) -> GatewayLists | None:
        """All that the gateway has, for reconciliation; None where it cannot be listed."""

    @property
    def tax(self) -> TaxCalculator | None:
        """What works out tax before a payment is made; None where the gateway does not do that."""

    @property
    def proofs(self) -> PayerProofs | None:
        """What the gateway hands to a payer's browser as a proof; None where it hands out none."""

    def limits(self, currency: str) -> AmountLimits | None:
        """What it charges at once in `currency` (ISO 4217, upper case); None where it charges nothing in it."""

    async def methods(self, currency: str) -> list[MethodAvailability]:
        """Every payment choice, in a fixed order, with whether this account can take it in `currency`."""

    async def create_payment(self, request: PaymentRequest) -> GatewayPayment:
        """Create it at the gateway, or return the one made before for the same `payment_id`."""

    async def retrieve_payment(self, reference: str) -> GatewayPayment:
        """The payment as it stands now."""

    async def cancel_payment(self, reference: str) -> GatewayPayment:
        """Cancel it if it can still be cancelled; the answer says how it stands now."""

    async def receipt_url(self, reference: str) -> str | None:
        """The address of the gateway's own receipt; None while it is not paid, or where there are none."""

    def payment_page_url(self, payment: GatewayPayment) -> str | None:
        """Where a person pays or declines at the simulated gateway; None for a real one, which has no such page."""

    def parse_event(self, body: bytes, headers: Mapping[str, str]) -> GatewayEvent:
        """Verify the signature over the raw body first, then read the event."""

    async def close(self) -> None:
        """Free connections."""
