"""`payment`: one payment of the caller."""

from typing import Annotated

import strawberry

from schema.context import Info, require_viewer
from schema.payment import Payment

__all__ = ["payment"]


@strawberry.field(description="One payment of the caller. NOT_FOUND when there is none with this id.")
async def payment(
    info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="The payment's id.")]
) -> Payment:
    """Read it."""
    viewer = require_viewer(info)
    return Payment.of(await info.context.services.payments.payment(viewer, id))
