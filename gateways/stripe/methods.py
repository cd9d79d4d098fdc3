"""Which payment choices can really be used: by currency, and by what the Stripe account may do."""

from collections.abc import Mapping
from typing import Any

from gateways.payment_gateway import MethodAvailability
from gateways.stripe.currencies import CURRENCIES_BY_TYPE
from models.payment import PaymentMethod

__all__ = ["STRIPE_TYPES", "available_methods"]

STRIPE_TYPES: Mapping[PaymentMethod, str] = {
    PaymentMethod.CARD: "card",
    PaymentMethod.WECHAT_PAY: "wechat_pay",
    PaymentMethod.ALIPAY: "alipay",
    PaymentMethod.BITCOIN: "crypto",
    PaymentMethod.GOOGLE_PAY: "card",
    PaymentMethod.APPLE_PAY: "card",
}
"""Google Pay and Apple Pay are wallets on a card (https://docs.stripe.com/payments/wallets). Stripe has no Bitcoin;
its nearest is stablecoins, `crypto` (https://docs.stripe.com/payments/stablecoin-payments).
"""

_NAMES: Mapping[str, str] = {"card": "cards", "wechat_pay": "WeChat Pay", "alipay": "Alipay"}

_CAPABILITIES: Mapping[str, str] = {
    "card": "card_payments",
    "wechat_pay": "wechat_pay_payments",
    "alipay": "alipay_payments",
    "crypto": "crypto_payments",
}


def available_methods(currency: str, account: Mapping[str, Any]) -> list[MethodAvailability]:
    """Every choice, in the order of `PaymentMethod`. `account` is Stripe's account object as plain data."""
    reasons = {method: _reason(kind, currency.lower(), account) for method, kind in STRIPE_TYPES.items()}
    return [MethodAvailability(method, reason is None, reason) for method, reason in reasons.items()]


def _reason(kind: str, currency: str, account: Mapping[str, Any]) -> str | None:
    """Why this cannot be used, or None when it can."""
    if account.get("charges_enabled") is False:
        return "This shop's Stripe account cannot take payments yet."
    if currency not in CURRENCIES_BY_TYPE[kind]:
        return _currency_reason(kind, currency)
    return _capability_reason(kind, account.get("capabilities"))


def _currency_reason(kind: str, currency: str) -> str:
    if kind == "crypto":
        return f"Stripe takes stablecoins (crypto) in USD only; this price is in {currency.upper()}."
    if kind == "card":
        return f"Stripe does not take cards in {currency.upper()}."
    taken = ", ".join(sorted(code.upper() for code in CURRENCIES_BY_TYPE[kind]))
    return f"Stripe does not take {_NAMES[kind]} in {currency.upper()}, only in {taken}."


def _capability_reason(kind: str, capabilities: Any) -> str | None:
    # An account without the list (one that never asked for a capability) still takes what Stripe gives by default.
    if not isinstance(capabilities, Mapping) or not capabilities:
        return None
    state = capabilities.get(_CAPABILITIES[kind])
    if state == "active":
        return None
    name = _NAMES.get(kind, "stablecoins (crypto)")
    if state == "pending":
        return f"Stripe is still checking whether this shop may take {name}."
    return f"This shop's Stripe account has not switched on {name}."
