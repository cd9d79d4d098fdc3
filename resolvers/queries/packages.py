"""`packages`: what is on sale. Open to everyone."""

from typing import Annotated

import strawberry

from schema.context import Info
from schema.package import Package

__all__ = ["packages"]

_CURRENCY = "Only packages with a price in this currency, at that price (ISO 4217). Null: all, at their usual price."


@strawberry.field(description="The packages of tokens on sale.")
def packages(
    info: Info, currency: Annotated[str | None, strawberry.argument(description=_CURRENCY)] = None
) -> list[Package]:
    """Read the catalogue."""
    on_sale = info.context.services.packages.on_sale(currency)
    return [Package.of(package, price) for package in on_sale if (price := package.price_in(currency))]
