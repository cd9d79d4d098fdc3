"""A purchase of the walk."""

from dataclasses import dataclass

from services.identity.viewer import Viewer
from services.payments.order import PurchaseOptions
from tests.services.payments.walk.prices import Order

__all__ = ["Purchase"]


@dataclass
class Purchase:
    """One purchase as its payer knows it."""

    buyer: Viewer
    key: str
    order: Order
    options: PurchaseOptions
    payment_id: str
    reference: str
    """Stripe's id of its PaymentIntent; empty until somebody tries to pay on Stripe's page."""
    page: str | None
    """Stripe's id of the page on which it is paid; None for one that is paid in the shop."""
