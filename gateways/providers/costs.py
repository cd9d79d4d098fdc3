"""What a completion costs us by the price that its provider publishes."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from gateways.providers.provider import TokenCounts

__all__ = ["cost_nanodollars"]

_NANO = 10**9
_MOST_PRICE_CHARACTERS = 40
_SMALLEST_EXPONENT, _LARGEST_EXPONENT = -30, 6
"""Of a price in dollars per token; what lies outside is a mistake."""


def cost_nanodollars(prices: Mapping[str, str] | None, counts: TokenCounts) -> int:
    """Billionths of a US dollar, rounded up; 0 where the provider publishes no price that can be read.

    A kind without a price of its own costs what its whole does, as `services/catalog/price_basis.py` has it.
    """
    if prices is None:
        return 0
    read, written = _price(prices, "input"), _price(prices, "output")
    cost = (
        counts.input_tokens * read
        + counts.cache_read_tokens * (_price(prices, "cache_read") or read)
        + counts.cache_write_tokens * (_price(prices, "cache_write") or read)
        + counts.output_tokens * written
        + counts.reasoning_tokens * (_price(prices, "reasoning") or written)
    )
    return int(-(-cost * _NANO // 1))


def _price(prices: Mapping[str, str], kind: str) -> Fraction:
    text = prices.get(kind, "0")
    try:
        price = Decimal(text) if len(text) <= _MOST_PRICE_CHARACTERS else Decimal(0)
    except InvalidOperation:
        return Fraction(0)
    if not price.is_finite() or price <= 0 or not _SMALLEST_EXPONENT <= price.adjusted() <= _LARGEST_EXPONENT:
        return Fraction(0)
    return Fraction(price)
