"""A package of tokens, and what follows from its prices."""

from dataclasses import dataclass

from services.money import Money

__all__ = ["Package", "Price", "VolumeTier"]

TOKENS_OF_UNIT_PRICE = 1_000_000


@dataclass(frozen=True, slots=True)
class Price:
    """What a package costs in one currency. `list_price` is what it costs without the discount, in that currency."""

    price: Money
    list_price: Money | None = None

    @property
    def discount_percent(self) -> int | None:
        """Whole percent off the list price, rounded down; None without a list price."""
        if self.list_price is None:
            return None
        return (self.list_price.amount - self.price.amount) * 100 // self.list_price.amount


@dataclass(frozen=True, slots=True)
class VolumeTier:
    """From `quantity` packages on, all of them cost `discount_percent` less."""

    quantity: int
    discount_percent: int


@dataclass(frozen=True, slots=True)
class Package:
    """A number of tokens on sale. `prices` has one price a currency; the first is the usual one."""

    id: str
    name: str
    tokens: int
    prices: tuple[Price, ...]
    popular: bool = False
    default: bool = False
    tiers: tuple[VolumeTier, ...] = ()
    """By rising quantity and discount."""

    def volume_percent(self, quantity: int) -> int:
        """Whole percent off for `quantity` of them; 0 below the first tier."""
        return max((tier.discount_percent for tier in self.tiers if tier.quantity <= quantity), default=0)

    def price_in(self, currency: str | None) -> Price | None:
        """The price in `currency`, or the usual one for None; None where it is not sold in that currency."""
        if currency is None:
            return self.prices[0]
        return next((each for each in self.prices if each.price.currency == currency), None)

    def price_per_million(self, price: Price) -> Money:
        """What a million tokens cost at `price`, to the nearest minor unit (halves up)."""
        amount = (price.price.amount * TOKENS_OF_UNIT_PRICE * 2 + self.tokens) // (self.tokens * 2)
        return Money(amount, price.price.currency)
