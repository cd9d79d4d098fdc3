"""The packages on sale, and how they are read from a file: only if every one of them can be sold."""

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from gateways.amount_limits import AmountLimits, LimitsOfPrice
from gateways.stripe.currencies import limits_in
from services.catalog.errors import CatalogError, PackageNotFoundError
from services.catalog.files import read_json
from services.catalog.package import Package
from services.catalog.validation import read_packages
from services.errors import InvalidInputError
from services.money import is_currency

__all__ = ["BUILT_IN_CATALOG", "PackageCatalog", "PackageSource", "checked_currency", "load_catalog"]

BUILT_IN_CATALOG = Path(__file__).with_name("packages.json")
_SETTING = "CATALOG_FILE"


class PackageSource(Protocol):
    """Where the packages come from that are on sale now."""

    async def current(self) -> "PackageCatalog":
        """They. Raises PyMongoError."""
        ...


class PackageCatalog:
    """The packages on sale at one moment, in their order. Those of a file stay, so they are a source of themselves."""

    def __init__(self, packages: Iterable[Package]) -> None:
        self._packages = {package.id: package for package in packages}

    async def current(self) -> "PackageCatalog":
        """These."""
        return self

    def on_sale(self, currency: str | None = None) -> list[Package]:
        """The packages with a price in `currency` (ISO 4217), or all of them; raises InvalidInputError."""
        wanted = checked_currency(currency)
        return [package for package in self._packages.values() if package.price_in(wanted) is not None]

    def package(self, package_id: str) -> Package:
        """The package with this id; raises PackageNotFoundError."""
        package = self._packages.get(package_id)
        if package is None:
            raise PackageNotFoundError
        return package


def _of_stripe(currency: str, _package_id: str) -> AmountLimits | None:
    """Stripe serves every price while nothing is routed elsewhere."""
    return limits_in(currency)


def load_catalog(file: Path | None = None, limits: LimitsOfPrice = _of_stripe) -> PackageCatalog:
    """The catalogue in `file` (the four built-in packages for None), whose prices fit the gateways' `limits`.

    Raises CatalogError, which names every problem of every package at once.
    """
    packages, problems = read_packages(read_json(file or BUILT_IN_CATALOG, setting=_SETTING), limits)
    if problems:
        raise CatalogError(problems, setting=_SETTING)
    return PackageCatalog(packages)


def checked_currency(currency: str | None) -> str | None:
    """`currency` as it is, or None; raises InvalidInputError when it is no ISO 4217 code in upper case."""
    if currency is not None and not is_currency(currency):
        raise InvalidInputError("currency", "must be an ISO 4217 code in upper case, such as CNY.")
    return currency
