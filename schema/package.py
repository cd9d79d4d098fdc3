"""Packages of tokens as clients see them."""

from typing import Self

import strawberry

from schema.costs import list_of
from schema.money import Money
from schema.scalars import BigInt
from services import money
from services.catalog import package as catalog

__all__ = ["Package", "VolumeTier"]


@strawberry.type(description="From this quantity on, all packages of a purchase cost less.")
class VolumeTier:
    quantity: int = strawberry.field(description="The smallest quantity that it is for, 2 or more.")
    discount_percent: int = strawberry.field(description="Whole percent off the price of each.")


@strawberry.type(description="A number of tokens on sale.")
class Package:
    id: strawberry.ID = strawberry.field(description="Stable; goes into `purchase`.")
    name: str = strawberry.field(description="Short name for people.")
    tokens: BigInt = strawberry.field(description="Tokens credited once it is paid.")
    popular: bool = strawberry.field(description="Whether to mark it as the popular choice.")
    default: bool = strawberry.field(description="Whether to select it at first. True for one package at most.")
    price: Money = strawberry.field(description="What it costs.")
    list_price: Money | None = strawberry.field(
        description="What it costs without the discount, in the price's currency. Null: there is no discount."
    )
    discount_percent: int | None = strawberry.field(
        description="Whole percent off the list price, rounded down. Null: there is no discount."
    )
    price_per_million: Money = strawberry.field(
        description="What a million tokens cost at this price, rounded to the nearest minor unit."
    )
    currencies: list[str] = strawberry.field(
        description="ISO 4217 codes of the currencies that it has a price in; the usual one first.",
        directives=[list_of(10)],
    )
    first_purchase_price: Money | None = strawberry.field(
        description="What the caller pays for one as the first purchase. Null: not signed in, or no such discount."
    )
    tiers: list[VolumeTier] = strawberry.field(
        description="What buying several saves, by rising quantity.", directives=[list_of(10)]
    )

    @classmethod
    def of(cls, package: catalog.Package, price: catalog.Price, first_purchase: money.Money | None) -> Self:
        """The GraphQL form of `package` at `price`, which is one of its prices."""
        return cls(
            id=strawberry.ID(package.id),
            name=package.name,
            tokens=BigInt(package.tokens),
            popular=package.popular,
            default=package.default,
            price=Money.of(price.price),
            list_price=None if price.list_price is None else Money.of(price.list_price),
            discount_percent=price.discount_percent,
            price_per_million=Money.of(package.price_per_million(price)),
            currencies=[each.price.currency for each in package.prices],
            first_purchase_price=None if first_purchase is None else Money.of(first_purchase),
            tiers=[VolumeTier(quantity=t.quantity, discount_percent=t.discount_percent) for t in package.tiers],
        )
