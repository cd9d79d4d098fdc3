"""The one table of what Razorpay can be paid by, and which of it this account has switched on.

https://razorpay.com/docs/payments/payment-methods. Razorpay's checkout shows all that the account has; the choice that
is made here is what it opens with, and a payer may still take another. Prices in other currencies than INR need an
approval of the account that no call tells of, so they are not offered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gateways.payment_gateway import MethodAvailability
from messages import Phrase
from models.payment import PaymentMethod

__all__ = ["CURRENCY", "RAZORPAY_METHODS", "RazorpayMethod", "available_methods", "method_of"]

CURRENCY = "INR"


@dataclass(frozen=True, slots=True)
class RazorpayMethod:
    """One way to pay."""

    id: str
    """Razorpay's own name, as in a payment's `method`."""
    name: str
    """As it stands in a sentence."""
    choice: PaymentMethod


RAZORPAY_METHODS = (
    RazorpayMethod(id="card", name="cards", choice=PaymentMethod.CARD),
    RazorpayMethod(id="upi", name="UPI", choice=PaymentMethod.UPI),
    RazorpayMethod(id="netbanking", name="netbanking", choice=PaymentMethod.NETBANKING),
)

_BY_CHOICE: Mapping[PaymentMethod, RazorpayMethod] = {row.choice: row for row in RAZORPAY_METHODS}


def method_of(choice: PaymentMethod) -> RazorpayMethod | None:
    """How Razorpay takes this payment choice; None for one that it does not take."""
    return _BY_CHOICE.get(choice)


def available_methods(currency: str, account: Mapping[str, Any]) -> list[MethodAvailability]:
    """Every choice that Razorpay knows. `account` is what `GET /v1/methods` tells."""
    found = []
    for row in RAZORPAY_METHODS:
        reason = _reason(row, currency.upper(), account)
        found.append(MethodAvailability(row.choice, reason is None, reason))
    return found


def _reason(row: RazorpayMethod, currency: str, account: Mapping[str, Any]) -> str | None:
    if currency != CURRENCY:
        return Phrase(
            "Razorpay takes {method} in {only} only; this price is in {currency}.",
            method=row.name,
            only=CURRENCY,
            currency=currency,
        )
    # Netbanking is a list of banks there, empty when none may be used.
    if not account.get(row.id):
        return Phrase("This shop's Razorpay account has not switched on {method}.", method=row.name)
    return None
