"""Which payment choices can really be used: by currency, and by what the Stripe account may do."""

from collections.abc import Mapping
from typing import Any

from gateways.errors import GatewayRefusedError
from gateways.payment_gateway import MethodAvailability
from gateways.stripe.types import StripeType, type_of
from messages import Phrase
from models.payment import PaymentMethod

__all__ = ["available_methods", "check_offered", "required_type"]


def available_methods(currency: str, account: Mapping[str, Any]) -> list[MethodAvailability]:
    """Every choice that Stripe knows, in the order of `PaymentMethod`. `account` is Stripe's account as plain data."""
    found = []
    for method in PaymentMethod:
        kind = type_of(method)
        if kind is not None:
            reason = _reason(kind, currency.lower(), account)
            found.append(MethodAvailability(method, reason is None, reason))
    return found


def required_type(method: PaymentMethod) -> StripeType:
    """The type by which Stripe takes `method`; raises GatewayRefusedError for one that it does not take."""
    kind = type_of(method)
    if kind is None:
        raise _refused()
    return kind


def check_offered(kind: StripeType, answer: Mapping[str, Any]) -> None:
    """Raise GatewayRefusedError unless what Stripe has made may be paid by `kind`.

    Stripe leaves out silently what does not fit the currency, amount or account.
    """
    if kind.id not in answer.get("payment_method_types", ()):
        raise _refused()


def _refused() -> GatewayRefusedError:
    return GatewayRefusedError("payment_method_unavailable", "Stripe does not take this payment method here.")


def _reason(kind: StripeType, currency: str, account: Mapping[str, Any]) -> str | None:
    """Why this cannot be used, or None when it can."""
    if account.get("charges_enabled") is False:
        return Phrase("This shop's Stripe account cannot take payments yet.")
    if currency not in kind.currencies:
        return _currency_reason(kind, currency.upper())
    return _capability_reason(kind, account.get("capabilities"))


def _currency_reason(kind: StripeType, currency: str) -> str:
    if kind.id == "card":  # its currencies are too many to be told
        return Phrase("Stripe does not take cards in {currency}.", currency=currency)
    if len(kind.currencies) == 1:
        (only,) = kind.currencies
        return Phrase(
            "Stripe takes {method} in {only} only; this price is in {currency}.",
            method=kind.name,
            only=only.upper(),
            currency=currency,
        )
    taken = ", ".join(sorted(code.upper() for code in kind.currencies))
    return Phrase(
        "Stripe does not take {method} in {currency}, only in {currencies}.",
        method=kind.name,
        currency=currency,
        currencies=taken,
    )


def _capability_reason(kind: StripeType, capabilities: Any) -> str | None:
    # An account without the list (one that never asked for a capability) still takes what Stripe gives by default.
    if not isinstance(capabilities, Mapping) or not capabilities:
        return None
    state = capabilities.get(kind.capability)
    if state == "active":
        return None
    if state == "pending":
        return Phrase("Stripe is still checking whether this shop may take {method}.", method=kind.name)
    return Phrase("This shop's Stripe account has not switched on {method}.", method=kind.name)
