"""What rates follow from, as it is kept for each version of a price, and the rates that follow. Pure rules.

Prices are US dollars per token (`image`: per image) as decimal text. They are reckoned with as fractions, which are
exact, and rounded up once, to a whole rate.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any, Self

from services.catalog.rates import MICROTOKENS, Rates

__all__ = ["BASIS_KINDS", "Basis", "PriceBasis", "rates_of"]

BASIS_KINDS = ("input", "output", "cache_read", "cache_write", "reasoning", "image")
"""The kinds of price that rates follow from."""
_MILLE = 1_000
_NANO = 1_000_000_000


class Basis(StrEnum):
    """How rates were come to."""

    TOKENS = "tokens"
    """A wallet token for each model token, times a factor."""
    COST = "cost"
    """The provider's price, times a margin."""
    FREE = "free"
    """Nothing, for what costs nothing."""
    DEFAULT_RATE = "default_rate"
    """One rate from the settings, for a server that publishes no prices."""
    ADMIN = "admin"
    """Rates that an admin set for the model."""


@dataclass(frozen=True, slots=True)
class PriceBasis:
    """All that the rates of one price follow from."""

    basis: Basis
    prices: Mapping[str, str] = field(default_factory=dict)
    """The provider's, by kind; empty where it publishes none."""
    per_mille: int | None = None
    """TOKENS: the factor. COST: the margin."""
    wallet_token_nanodollars: int | None = None
    """COST: what a wallet token is worth, in billionths of a US dollar."""
    rates: Rates | None = None
    """DEFAULT_RATE and ADMIN: as they were set."""

    @property
    def version(self) -> str:
        """The same for the same facts, on every server."""
        return "p2-" + hashlib.sha256(json.dumps(self.to_document(), sort_keys=True).encode()).hexdigest()[:24]

    def to_document(self) -> dict[str, Any]:
        """Its facts by name, without those that are unset."""
        facts: dict[str, Any] = {"basis": self.basis.value, "prices": dict(self.prices)}
        if self.rates is not None:
            facts["rates"] = self.rates.as_mapping()
        for name in ("per_mille", "wallet_token_nanodollars"):
            if (value := getattr(self, name)) is not None:
                facts[name] = value
        return facts

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Self:
        """The basis that `to_document` gave."""
        rates = document.get("rates")
        return cls(
            Basis(document["basis"]),
            dict(document["prices"]),
            document.get("per_mille"),
            document.get("wallet_token_nanodollars"),
            None if rates is None else Rates(**rates),
        )


def rates_of(basis: PriceBasis) -> Rates:
    """The rates that follow; the same for the same facts, now and when an old charge is checked."""
    match basis:
        case PriceBasis(Basis.TOKENS, per_mille=int(factor)):
            return Rates.flat(factor * MICROTOKENS // _MILLE)
        case PriceBasis(Basis.COST, prices, int(margin), int(worth)):
            return _by_cost(prices, Fraction(margin * _NANO * MICROTOKENS, _MILLE * worth))
        case PriceBasis(Basis.FREE):
            return Rates.flat(0)
        case PriceBasis(rates=Rates() as rates):
            return rates
        case _:
            raise ValueError(f"no rates follow from {basis}")


def _by_cost(prices: Mapping[str, str], rate_of_a_dollar: Fraction) -> Rates:
    """A part that has no price of its own, or a zero, where its whole has one, costs what its whole does.

    OpenRouter writes a zero, or nothing, where it bills cached tokens as input and reasoning as output.
    """
    own = {kind: -(-(Fraction(prices.get(kind, "0")) * rate_of_a_dollar) // 1) for kind in BASIS_KINDS}
    return Rates(
        input=own["input"],
        output=own["output"],
        cache_read=own["cache_read"] or own["input"],
        cache_write=own["cache_write"] or own["input"],
        reasoning=own["reasoning"] or own["output"],
        image=own["image"],
    )
