"""The smallest and largest amounts that Stripe charges (https://docs.stripe.com/currencies, read in 2026).

Currency codes are lower case here, as in Stripe's API. Which payment method takes which currency is in `types`.
"""

from collections.abc import Mapping

from gateways.amount_limits import AmountLimits
from gateways.stripe.types import STRIPE_TYPES

__all__ = ["MINIMUM_AMOUNTS", "is_charged_in", "limits_in", "maximum_amount", "minimum_amount"]


_MAXIMUM_AMOUNT = 99_999_999
_LARGER_MAXIMUM_AMOUNTS: Mapping[str, int] = {"idr": 999_999_999_999, "cop": 9_999_999_999, "inr": 999_999_999}

MINIMUM_AMOUNTS: Mapping[str, int] = {
    "aed": 200, "ars": 50, "aud": 50, "brl": 50, "cad": 50, "chf": 50, "cop": 50, "czk": 1500, "dkk": 250, "eur": 50,
    "gbp": 30, "hkd": 400, "huf": 17500, "idr": 50, "ils": 50, "inr": 50, "jpy": 50, "krw": 50, "mxn": 1000,
    "myr": 200, "nok": 300, "nzd": 50, "php": 50, "pln": 200, "ron": 200, "rub": 50, "sek": 300, "sgd": 50,
    "thb": 1000, "usd": 50, "zar": 50,
}  # fmt: skip
"""Smallest charge in minor units, for the currencies in which Stripe settles."""


def minimum_amount(currency: str) -> int:
    """Smallest charge in minor units of `currency`; 1 where Stripe names none (it then judges what it settles)."""
    return MINIMUM_AMOUNTS.get(currency.lower(), 1)


def maximum_amount(currency: str) -> int:
    """Largest charge in minor units of `currency` that every payment method can take; some cards take more."""
    return _LARGER_MAXIMUM_AMOUNTS.get(currency.lower(), _MAXIMUM_AMOUNT)


def is_charged_in(currency: str) -> bool:
    """Whether any payment method takes `currency`."""
    return any(currency.lower() in kind.currencies for kind in STRIPE_TYPES.values())


def limits_in(currency: str) -> AmountLimits | None:
    """What may be charged at once in `currency`; None where no payment method takes it."""
    if not is_charged_in(currency):
        return None
    return AmountLimits(minimum_amount(currency), maximum_amount(currency))
