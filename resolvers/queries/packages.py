"""`packages`: what is on sale. Open to everyone."""

from typing import Annotated

import strawberry

from schema.context import Info
from schema.package import Package

__all__ = ["packages"]

_CURRENCY = "Only packages with a price in this currency, at that price (ISO 4217). Null: all, at their usual price."


@strawberry.field(description="The packages of tokens on sale.")
async def packages(
    info: Info, currency: Annotated[str | None, strawberry.argument(description=_CURRENCY)] = None
) -> list[Package]:
    """Read the catalogue, and for a signed-in caller what the first purchase costs."""
    services, viewer = info.context.services, info.context.viewer
    on_sale = (await services.packages.current()).on_sale(currency)
    found = [(each, price) for each in on_sale if (price := each.price_in(currency))]
    first = [None] * len(found) if viewer is None else await services.payments.first_purchase_prices(viewer, found)
    return [Package.of(package, price, own) for (package, price), own in zip(found, first, strict=True)]
