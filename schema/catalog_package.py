"""Packages as admins see and edit them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Self, TypeAlias

import strawberry

from models.catalog import CatalogItem
from models.catalog_version import CatalogVersion
from schema.catalog_version import (
    ITEM_ORDER,
    ITEM_RETIRED,
    ITEM_VERSION,
    VERSION_READ,
    CatalogChangeKind,
    CatalogEditStale,
)
from schema.costs import list_of
from schema.errors import OperationRefused
from schema.money import Money
from schema.package import VolumeTier
from schema.scalars import BigInt
from services.catalog import package as catalog
from services.catalog.rows import package_of

__all__ = [
    "CatalogPackage",
    "CreatePackageInput",
    "EditPackageResult",
    "PackageSaved",
    "PackageVersion",
    "RestorePackageInput",
    "RetirePackageInput",
    "UpdatePackageInput",
]

_ID = "1 to 64 of a-z 0-9 _ -, the first a letter or digit. Never given to another package, and never changed."
_NAME = "Short name for people, 1 to 60 characters."
_TOKENS = "Tokens credited for one, 1 to 10^15."
_PRICES = "One price a currency, the usual one first."
_TIERS = "What buying several saves, by rising quantity and discount: at most 10. Empty: nothing."
_POPULAR = "Whether to mark it as a popular choice."
_DEFAULT = "Whether to select it at first. At most one is the default: the one that was it is that no longer."


@strawberry.type(description="What a package costs in one currency.")
class PackagePrice:
    price: Money = strawberry.field(description="What one costs.")
    list_price: Money | None = strawberry.field(description="What stands struck through beside it. Null: nothing.")
    discount_percent: int | None = strawberry.field(
        description="Whole percent off the list price, rounded down. Null: there is no discount."
    )
    price_per_million: Money = strawberry.field(
        description="What a million tokens cost at this price, rounded to the nearest minor unit."
    )

    @classmethod
    def of(cls, package: catalog.Package, price: catalog.Price) -> Self:
        """The GraphQL form of `price`, one of those of `package`."""
        return cls(
            price=Money.of(price.price),
            list_price=None if price.list_price is None else Money.of(price.list_price),
            discount_percent=price.discount_percent,
            price_per_million=Money.of(package.price_per_million(price)),
        )


@strawberry.type(description="A package as admins edit it, be it on sale or retired. For admins.")
class CatalogPackage:
    id: strawberry.ID = strawberry.field(description="Goes into `purchase`, and into edits.")
    version: int = strawberry.field(description=ITEM_VERSION)
    retired: bool = strawberry.field(description=ITEM_RETIRED)
    order: int = strawberry.field(description=ITEM_ORDER)
    name: str = strawberry.field(description="Short name for people.")
    tokens: BigInt = strawberry.field(description="Tokens credited for one.")
    prices: list[PackagePrice] = strawberry.field(description=_PRICES, directives=[list_of(3)])
    tiers: list[VolumeTier] = strawberry.field(description=_TIERS, directives=[list_of(3)])
    popular: bool = strawberry.field(description=_POPULAR)
    default: bool = strawberry.field(description="Whether to select it at first.")

    @classmethod
    def of(cls, item: CatalogItem) -> Self:
        """The GraphQL form of a stored one."""
        package = package_of(item.value)
        return cls(
            id=strawberry.ID(item.id),
            version=item.version,
            retired=item.retired,
            order=item.order,
            name=package.name,
            tokens=BigInt(package.tokens),
            prices=[PackagePrice.of(package, price) for price in package.prices],
            tiers=[
                VolumeTier(quantity=each.quantity, discount_percent=each.discount_percent) for each in package.tiers
            ],
            popular=package.popular,
            default=package.default,
        )


@strawberry.type(description="One version of a package: what it was, what it became, by whom. Never changed.")
class PackageVersion:
    package_id: strawberry.ID = strawberry.field(description="The package.")
    change: CatalogChangeKind = strawberry.field(description="What made it.")
    at: datetime = strawberry.field(description="From when on it was so.")
    admin_id: strawberry.ID | None = strawberry.field(
        description="The admin, or `command line`. Null: the server, at its first start."
    )
    before: CatalogPackage | None = strawberry.field(description="What it was. Null: it was made.")
    after: CatalogPackage = strawberry.field(description="What it became.")

    @classmethod
    def of(cls, version: CatalogVersion) -> Self:
        """The GraphQL form of `version`."""
        return cls(
            package_id=strawberry.ID(version.item_id),
            change=CatalogChangeKind(version.change.value),
            at=version.at,
            admin_id=None if version.by is None else strawberry.ID(version.by),
            before=None if version.before is None else CatalogPackage.of(version.before),
            after=CatalogPackage.of(version.after),
        )


@strawberry.input(description="What a package costs in one currency.")
class PackagePriceInput:
    currency: str = strawberry.field(description="ISO 4217 code in upper case, such as CNY.")
    amount: BigInt = strawberry.field(description="Whole minor units for one: 3500 in CNY are 35 yuan.")
    list_amount: BigInt | None = strawberry.field(
        default=None, description="What stands struck through beside it, above `amount`. Null: nothing."
    )

    def row(self) -> dict[str, Any]:
        """As it stands in a file of packages."""
        row = {"currency": self.currency, "amount": int(self.amount)}
        return row if self.list_amount is None else {**row, "list_amount": int(self.list_amount)}


@strawberry.input(description="From this quantity on, all packages of a purchase cost less.")
class VolumeTierInput:
    quantity: int = strawberry.field(description="The smallest quantity that it is for, 2 to 1,000.")
    discount_percent: int = strawberry.field(description="Whole percent off the price of each, 1 to 90.")

    def row(self) -> dict[str, Any]:
        """As it stands in a file of packages."""
        return {"quantity": self.quantity, "discount_percent": self.discount_percent}


@strawberry.input(description="A new package.")
class CreatePackageInput:
    package_id: strawberry.ID = strawberry.field(description=_ID)
    name: str = strawberry.field(description=_NAME)
    tokens: BigInt = strawberry.field(description=_TOKENS)
    prices: list[PackagePriceInput] = strawberry.field(description=_PRICES)
    tiers: list[VolumeTierInput] | None = strawberry.field(default=None, description=_TIERS)
    popular: bool = strawberry.field(default=False, description=_POPULAR)
    default: bool = strawberry.field(default=False, description=_DEFAULT)
    order: int | None = strawberry.field(default=None, description=f"{ITEM_ORDER} Null: behind all others.")

    def value(self) -> dict[str, Any]:
        """As it would stand in a file of packages, without its id."""
        return {
            "name": self.name,
            "tokens": int(self.tokens),
            "prices": _rows(self.prices),
            "tiers": _rows(self.tiers or ()),
            "popular": self.popular,
            "default": self.default,
        }


@strawberry.input(description="What to change of a package, for purchases from now on. What is left out or null stays.")
class UpdatePackageInput:
    package_id: strawberry.ID = strawberry.field(description="The package, be it on sale or retired.")
    version: int = strawberry.field(description=VERSION_READ)
    name: str | None = strawberry.field(default=None, description=_NAME)
    tokens: BigInt | None = strawberry.field(default=None, description=_TOKENS)
    prices: list[PackagePriceInput] | None = strawberry.field(
        default=None, description=f"{_PRICES} They take the place of all that there were."
    )
    tiers: list[VolumeTierInput] | None = strawberry.field(
        default=None, description=f"{_TIERS} They take the place of all that there were."
    )
    popular: bool | None = strawberry.field(default=None, description=_POPULAR)
    default: bool | None = strawberry.field(default=None, description=_DEFAULT)
    order: int | None = strawberry.field(default=None, description=ITEM_ORDER)

    def changes(self) -> dict[str, Any]:
        """As they would stand in a file of packages."""
        asked = {
            "name": self.name,
            "tokens": None if self.tokens is None else int(self.tokens),
            "prices": None if self.prices is None else _rows(self.prices),
            "tiers": None if self.tiers is None else _rows(self.tiers),
            "popular": self.popular,
            "default": self.default,
        }
        return {name: value for name, value in asked.items() if value is not None}


@strawberry.input(description="Which package to take off sale.")
class RetirePackageInput:
    package_id: strawberry.ID = strawberry.field(description="The package.")
    version: int = strawberry.field(description=VERSION_READ)


@strawberry.input(description="Which retired package to put on sale again.")
class RestorePackageInput:
    package_id: strawberry.ID = strawberry.field(description="The package.")
    version: int = strawberry.field(description=VERSION_READ)


@strawberry.type(description="The package is as asked for: here at once, on every other server within seconds.")
class PackageSaved:
    package: CatalogPackage = strawberry.field(description="As it is now.")


EditPackageResult: TypeAlias = Annotated[
    PackageSaved | CatalogEditStale | OperationRefused,
    strawberry.union(
        "EditPackageResult",
        description="The outcome of an edit of a package. Codes: FORBIDDEN, INVALID_INPUT, PACKAGE_NOT_FOUND, "
        "CATALOG_EDIT_REFUSED, CATALOG_EDIT_STALE, CATALOG_ID_TAKEN, CATALOG_IN_FILE, CATALOG_UNAVAILABLE.",
    ),
]


def _rows(inputs: Sequence[PackagePriceInput | VolumeTierInput]) -> list[dict[str, Any]]:
    return [each.row() for each in inputs]
