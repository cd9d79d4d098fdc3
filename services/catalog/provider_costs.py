"""What a reply costs its provider's customer, which is us, in money. As far as published prices tell."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from models.message import CompletionUsage
from models.price_version import PriceVersion
from services.catalog.price_basis import Basis, PriceBasis

__all__ = ["UNKNOWN", "MoneyOfReply", "ProviderCosts", "money_of"]

_NANO = 1_000_000_000
_MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class MoneyOfReply:
    """Billionths of a US dollar; None where that is not known."""

    provider: int | None = None
    """What the provider's published prices make it, rounded to the nearest; the provider's own bill is not known."""
    charged: int | None = None
    """What the charged wallet tokens are worth where prices are by cost. Else no wallet token has a worth in money."""


UNKNOWN = MoneyOfReply()


class ProviderCosts:
    """Works out from the recorded price versions; they never change, so each is read once."""

    def __init__(self) -> None:
        self._known: dict[str, PriceBasis] = {}

    async def of(self, price_version: str, usage: CompletionUsage, cost: int) -> MoneyOfReply:
        """The money of a reply for which `cost` wallet tokens were charged. Raises PyMongoError."""
        basis = self._known.get(price_version)
        if basis is None:
            row = await PriceVersion.get_pymongo_collection().find_one({"_id": price_version})
            if row is None:
                return UNKNOWN
            basis = PriceBasis.from_document(row["basis"])
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            self._known[price_version] = basis
        return money_of(basis, usage, cost)


def money_of(basis: PriceBasis, usage: CompletionUsage, cost: int) -> MoneyOfReply:
    """The money of a reply that was priced by `basis`. Pure."""
    worth = basis.wallet_token_nanodollars if basis.basis is Basis.COST else None
    return MoneyOfReply(_provider_cost(basis.prices, usage), None if worth is None else worth * cost)


def _provider_cost(prices: Mapping[str, str], usage: CompletionUsage) -> int | None:
    """As in `price_basis`, a part without a price of its own, or with a zero, costs what its whole does."""
    if "input" not in prices or "output" not in prices:
        return None
    price = {kind: Fraction(text) for kind, text in prices.items()}
    dollars = (
        usage.input_tokens * price["input"]
        + usage.output_tokens * price["output"]
        + usage.cache_read_tokens * (price.get("cache_read") or price["input"])
        + usage.cache_write_tokens * (price.get("cache_write") or price["input"])
        + usage.reasoning_tokens * (price.get("reasoning") or price["output"])
        + usage.images * price.get("image", Fraction(0))
    )
    return round(dollars * _NANO)
