"""Counts a charge again from what is stored with it, by arithmetic that shares no code with ours."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from tests.services.chat.walk.scripts import KINDS

__all__ = ["charge_of", "rates_of_version"]


def rates_of_version(version: Mapping[str, Any]) -> dict[str, int]:
    """Millionths of a wallet token for one model token, from the provider's prices, the margin and a token's worth."""
    basis = version["basis"]
    assert basis["basis"] == "cost"
    worth = Fraction(int(basis["wallet_token_nanodollars"]), 10**9)
    margin = Fraction(int(basis["per_mille"]), 1_000)
    return {kind: _up(Fraction(basis["prices"][kind]) * margin / worth * 10**6) for kind in KINDS}


def charge_of(usage: Mapping[str, Any], rates: Mapping[str, int], held: int) -> int:
    """Whole wallet tokens for the counts of `usage`, and no more than was held."""
    return min(held, _up(Fraction(sum(int(usage[f"{kind}_tokens"]) * rates[kind] for kind in KINDS), 10**6)))


def _up(number: Fraction) -> int:
    whole, rest = divmod(number.numerator, number.denominator)
    return whole + (1 if rest else 0)
