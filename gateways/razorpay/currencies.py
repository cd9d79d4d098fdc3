"""The amounts that Razorpay charges (https://razorpay.com/docs/api/orders/create: "at least INR 1.00"; read in 2026).

It publishes no largest amount: each account has its own, which no call tells of, and a price above that is refused when
it is bought. So what stands here only keeps numbers out that no account takes. Other currencies than INR are not
offered; see `methods`.
"""

from collections.abc import Mapping

from gateways.amount_limits import AmountLimits

__all__ = ["limits_in"]

_LIMITS: Mapping[str, AmountLimits] = {"INR": AmountLimits(minimum=100, maximum=999_999_999)}


def limits_in(currency: str) -> AmountLimits | None:
    """What an order in `currency` (ISO 4217, upper case) may ask for; None where none is made in it."""
    return _LIMITS.get(currency)
