"""What things cost and bring, written down once more by hand: the walk must not ask the code that it judges."""

from dataclasses import dataclass

__all__ = ["PACKAGES", "PLANS", "PROMOS", "Order", "Promo"]

PACKAGES: dict[str, tuple[int, str, int]] = {
    "package_100k": (1000, "cny", 100_000),
    "package_500k": (3500, "cny", 500_000),
    "package_1m": (5500, "cny", 1_000_000),
    "worldwide": (7000, "cny", 1000),
    "bulk": (1000, "cny", 100),
}
"""Price in fen, currency, tokens."""
BULK_FROM, BULK_PERCENT = 5, 10
PLANS: dict[str, tuple[int, int]] = {"pro": (4900, 1_000_000), "enterprise": (24_900, 10_000_000)}
"""Fen a month, tokens a month."""


@dataclass(frozen=True)
class Promo:
    """A code: whole percent off, or tokens added."""

    percent: int = 0
    bonus: int = 0


PROMOS = {"WALK20": Promo(percent=20), "WALKMORE": Promo(bonus=777)}


@dataclass(frozen=True)
class Order:
    """What one purchase of the walk asked for. `wallet` gets the tokens."""

    package: str
    quantity: int
    promo: str | None
    wallet: str
    payer: str
    """The payer's wallet."""

    @property
    def tokens(self) -> int:
        return PACKAGES[self.package][2] * self.quantity

    @property
    def bonus(self) -> int:
        return PROMOS[self.promo].bonus if self.promo else 0

    @property
    def currency(self) -> str:
        return PACKAGES[self.package][1]

    @property
    def amount(self) -> int:
        """In fen: the volume discount first, the code's percentage of what is left then, both rounded down."""
        amount = PACKAGES[self.package][0] * self.quantity
        if self.package == "bulk" and self.quantity >= BULK_FROM:
            amount -= amount * BULK_PERCENT // 100
        if self.promo:
            amount -= amount * PROMOS[self.promo].percent // 100
        return amount
