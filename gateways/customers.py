"""The interface of what a gateway keeps for its customers, in plain data: who they are, and their saved cards."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from gateways.tax import BillingAddress

if TYPE_CHECKING:
    from gateways.payment_gateway import GatewayPayment

__all__ = ["CardCharge", "CardSetup", "Customers", "SavedCard"]


@dataclass(frozen=True, slots=True)
class SavedCard:
    """A card that the gateway keeps; nothing in it lets anybody pay elsewhere."""

    reference: str
    """The gateway's id: `pm_...` for Stripe."""
    customer: str | None
    """The gateway's id of the customer whose card it is; None when it was removed."""
    brand: str
    last4: str
    expiry_month: int
    expiry_year: int
    address: BillingAddress | None = field(default=None, repr=False)
    """Where its owner lives, as far as they said when it was saved; None without a country."""


@dataclass(frozen=True, slots=True)
class CardSetup:
    """The gateway's form on which a card is saved without a payment."""

    reference: str
    """The gateway's id: `seti_...` for Stripe."""
    client_secret: str = field(repr=False)
    page_url: str | None = None
    """Where a person saves a card at the simulated gateway; None for a real one, which has no such page."""


@dataclass(frozen=True, slots=True)
class CardCharge:
    """A payment with a saved card while its owner is away. `amount` is in minor units of `currency` (ISO 4217)."""

    payment_id: str
    """Ours; also the idempotency key at the gateway, and in the metadata there."""
    amount: int
    currency: str
    customer: str
    card: str
    description: str
    metadata: Mapping[str, str] = field(default_factory=dict)
    receipt_email: str | None = field(default=None, repr=False)
    tax_calculation: str | None = None
    """The gateway's id of the calculation whose tax `amount` contains."""


class Customers(Protocol):
    """Customers of one gateway. Calls raise as those of `PaymentGateway` do."""

    async def create(self, user_id: str, email: str) -> str:
        """The gateway's id of this user of ours; repeated within a day with the same address it gives the same one."""

    async def delete(self, customer: str) -> None:
        """Forget the customer with all saved cards, for good. Repeating it is no error."""

    async def start_setup(self, setup_id: str, customer: str) -> CardSetup:
        """Let the customer save a card. `setup_id` is ours, and the idempotency key."""

    async def cards(self, customer: str) -> list[SavedCard]:
        """The customer's saved cards, newest first; 100 at most."""

    async def card(self, reference: str) -> SavedCard:
        """One card; raises PaymentUnknownError when the gateway does not know it."""

    async def remove_card(self, reference: str) -> None:
        """Forget the card: nothing can be charged to it any more. Repeating it is no error."""

    async def find_charge(self, payment_id: str, customer: str, since: datetime) -> "GatewayPayment | None":
        """What `charge_card` has made for this payment of ours, at `since` or later; None when there is nothing.

        It needs no idempotency key, so it tells the truth also when the gateway has forgotten that.
        """

    async def charge_card(self, charge: CardCharge) -> "GatewayPayment":
        """Charge it, or return what came of the same `payment_id` before.

        A decline is no error: the answer is an open payment with the bank's reason, for which the code is
        `authentication_required` when the bank asks for the card's owner.
        """
