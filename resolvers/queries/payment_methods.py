"""`paymentMethods`: how a package can be paid. Open to everyone."""

from typing import Annotated

import strawberry

from schema.context import Info
from schema.payment import PaymentMethodOption

__all__ = ["payment_methods"]

_PACKAGE_ID = "A package of `packages`."
_CURRENCY = "Only for the package's price in this currency (ISO 4217). Null: for any of its prices."


@strawberry.field(description="Every way to pay, with whether it can be used for this package, and why not.")
async def payment_methods(
    info: Info,
    package_id: Annotated[strawberry.ID, strawberry.argument(description=_PACKAGE_ID)],
    currency: Annotated[str | None, strawberry.argument(description=_CURRENCY)] = None,
) -> list[PaymentMethodOption]:
    """Ask the payments service, which asks the gateway."""
    options = await info.context.services.payments.methods(package_id, currency)
    return [PaymentMethodOption.of(option) for option in options]
