"""What a purchase costs, and why. Pure, in whole minor units, and the only place where a discount is worked out.

1. The *subtotal* is the package's price, as often as it is bought.
2. The package's own volume tier comes off first: all packages cost that much less.
3. Of the first-purchase discount and a promo code that lowers the price, the larger one comes off what is left; they do
   not add up. Where both are equal it is the first-purchase discount, so that the code can be used another time.
4. A promo code that adds tokens lowers no price, and so stands beside either.

A discount is rounded down, to the steps in which the currency is charged. None takes the amount below `minimum`, the
smallest that the gateway of the price charges: there the discount is cut, so that whoever was promised one gets what
can be given.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.payment import DiscountKind
from services.catalog.package import Package, Price
from services.money import Money, smallest_step

__all__ = ["Discount", "PromoTerms", "Quote", "quote"]


@dataclass(frozen=True, slots=True)
class PromoTerms:
    """What a promo code gives: one of a percentage, an amount by currency (ISO 4217, minor units), or tokens."""

    code: str
    percent: int = 0
    amounts: Mapping[str, int] = field(default_factory=dict)
    bonus_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Discount:
    """One line of what is taken off; `amount` is above zero."""

    kind: DiscountKind
    amount: int
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """An offer. Amounts are in minor units of `currency`; `amount` is the subtotal less the discounts, before tax."""

    package_id: str
    quantity: int
    currency: str
    subtotal: int
    discounts: tuple[Discount, ...]
    amount: int
    tokens: int
    bonus_tokens: int
    promo_code: str | None
    """The code, where it has an effect."""

    @property
    def first_purchase(self) -> bool:
        """Whether it has the first-purchase discount."""
        return any(each.kind is DiscountKind.FIRST_PURCHASE for each in self.discounts)

    @property
    def total(self) -> Money:
        """What the payer is charged before tax."""
        return Money(self.amount, self.currency)


def quote(
    package: Package,
    price: Price,
    quantity: int = 1,
    *,
    first_purchase_percent: int = 0,
    promo: PromoTerms | None = None,
    minimum: int = 1,
) -> Quote:
    """The offer for `quantity` (1 or more) of `package` at `price`, which is one of its prices.

    The caller has judged whether the first-purchase discount and the code may be used at all.
    """
    currency = price.price.currency
    subtotal = price.price.amount * quantity
    sheet = _Sheet(subtotal, smallest_step(currency), minimum)
    lines = [sheet.take(DiscountKind.VOLUME, sheet.percent(package.volume_percent(quantity)))]
    first = sheet.percent(first_purchase_percent)
    coded = 0 if promo is None else sheet.percent(promo.percent) or sheet.fitting(promo.amounts.get(currency, 0))
    if promo is not None and coded > first:
        lines.append(sheet.take(DiscountKind.PROMO, coded, promo.code))
    else:
        lines.append(sheet.take(DiscountKind.FIRST_PURCHASE, first))
    bonus_tokens = promo.bonus_tokens if promo is not None else 0
    discounts = tuple(line for line in lines if line is not None)
    applied = promo is not None and (bonus_tokens > 0 or any(line.code for line in discounts))
    return Quote(
        package_id=package.id,
        quantity=quantity,
        currency=currency,
        subtotal=subtotal,
        discounts=discounts,
        amount=sheet.left,
        tokens=package.tokens * quantity,
        bonus_tokens=bonus_tokens,
        promo_code=promo.code if promo is not None and applied else None,
    )


class _Sheet:
    """What is left to pay while discounts are taken off."""

    def __init__(self, subtotal: int, step: int, minimum: int) -> None:
        self.left = subtotal
        self._step = step
        self._least = min(subtotal, -(-minimum // step) * step)

    def percent(self, percent: int) -> int:
        """So many percent of what is left, as far as it can be taken off."""
        return self.fitting(self.left * percent // 100)

    def fitting(self, wanted: int) -> int:
        """As much of `wanted` as can be taken off, in the currency's steps."""
        return max(0, min(wanted, self.left - self._least)) // self._step * self._step

    def take(self, kind: DiscountKind, amount: int, code: str | None = None) -> Discount | None:
        """Take `amount` off; None where that is nothing."""
        if not amount:
            return None
        self.left -= amount
        return Discount(kind, amount, code)
