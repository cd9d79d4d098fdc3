"""The interface of a gateway's lists, in plain data: everything that it has, for reconciliation."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from gateways.checkout_sessions import GatewayCheckout
from gateways.reversals import GatewayDispute, GatewayRefund

if TYPE_CHECKING:
    from gateways.payment_gateway import GatewayPayment

__all__ = ["GatewayLists", "ListedDispute", "ListedInvoice", "ListedPayment", "ListedRefund"]


@dataclass(frozen=True, slots=True)
class ListedPayment:
    """A payment, and when the gateway made it."""

    payment: "GatewayPayment"
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ListedRefund:
    """A refund, and the gateway's id of the payment that it belongs to; None when it belongs to none."""

    refund: GatewayRefund
    reference: str | None


@dataclass(frozen=True, slots=True)
class ListedDispute:
    """A dispute, and the gateway's id of the payment that it belongs to; None when it belongs to none."""

    dispute: GatewayDispute
    reference: str | None


@dataclass(frozen=True, slots=True)
class ListedInvoice:
    """A paid invoice of a subscription. `amount_paid` is in minor units of `currency` (ISO 4217, upper case)."""

    reference: str
    """The gateway's id of the invoice."""
    subscription: str
    """The gateway's id of the subscription."""
    amount_paid: int
    currency: str


class GatewayLists(Protocol):
    """Lists of one gateway, newest first, of all that it made at `since` or later; read page by page.

    Calls raise as those of `PaymentGateway` do. What was made while a list is read may be missing in it.
    """

    def payments(self, since: datetime) -> AsyncIterator[ListedPayment]:
        """Every payment of the account, whoever asked for it.

        After them, in any order, those that are older but were paid at `since` or later, where older ones can be paid.
        """

    def refunds(self, since: datetime) -> AsyncIterator[ListedRefund]:
        """Every refund, whoever made it."""

    def disputes(self, since: datetime) -> AsyncIterator[ListedDispute]:
        """Every dispute."""

    def checkouts(self, since: datetime) -> AsyncIterator[GatewayCheckout]:
        """Every session of the hosted checkout that collects one payment; none where there is no such page."""

    def invoices(self, since: datetime) -> AsyncIterator[ListedInvoice]:
        """Every invoice of a subscription that is paid now; none where no subscriptions are sold."""
