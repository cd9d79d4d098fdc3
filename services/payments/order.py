"""What a buyer asks for beyond a package and a way to pay."""

import hashlib
import json
from dataclasses import asdict, dataclass, fields

from gateways.tax import BillingAddress
from models.payment import PaymentMethod

__all__ = ["PLAIN", "PurchaseOptions", "order_hash"]


@dataclass(frozen=True, slots=True)
class PurchaseOptions:
    """As the caller sent it; nothing here is checked yet."""

    quantity: int = 1
    """How many of the package."""
    promo_code: str | None = None
    gift_to: str | None = None
    """E-mail address or id of the user who gets the tokens."""
    team_id: str | None = None
    """The team whose wallet gets the tokens; its owner and admins may buy for it."""
    gift_message: str | None = None
    """What the receiver reads, at most 200 characters."""
    save_card: bool = False
    """Whether the buyer agreed that the card is kept for payments without them."""
    billing_address: BillingAddress | None = None
    """Where the payer lives; needed where tax is worked out before they pay."""
    success_url: str | None = None
    cancel_url: str | None = None
    """Where the payer goes after the gateway's hosted page; both or neither."""

    @property
    def on_hosted_page(self) -> bool:
        """Whether it is paid on the gateway's page rather than in the shop."""
        return self.success_url is not None


PLAIN = PurchaseOptions()
"""One package, at its price."""


def order_hash(package_id: str, method: PaymentMethod, currency: str | None, options: PurchaseOptions) -> str:
    """SHA-256 of all that was asked for. Options that were left alone do not count, so that new ones change no hash."""
    asked = {"package": package_id, "method": method.value, "currency": currency}
    chosen = asdict(options)
    asked |= {each.name: chosen[each.name] for each in fields(options) if chosen[each.name] != each.default}
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode("ascii")).hexdigest()
