"""`plans`: what can be subscribed to. Open to everyone."""

from typing import Annotated

import strawberry

from schema.context import Info
from schema.plan import Plan

__all__ = ["plans"]

_CURRENCY = "Only plans and prices in this currency (ISO 4217), and the free plan. Null: all."


@strawberry.field(description="The plans, the free one included.")
async def plans(
    info: Info, currency: Annotated[str | None, strawberry.argument(description=_CURRENCY)] = None
) -> list[Plan]:
    """Read the catalogue."""
    return [Plan.of(plan, currency) for plan in await info.context.services.plans.offered(currency)]
