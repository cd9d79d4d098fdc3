"""`setAutoTopUp`: allow a saved card to be charged when the balance falls."""

import strawberry

from schema.auto_top_up import AutoTopUp, AutoTopUpSaved, SetAutoTopUpInput, SetAutoTopUpResult
from schema.context import Info, require_viewer

__all__ = ["set_auto_top_up"]


@strawberry.mutation(description="Set up auto top-up, or change it. Declines are forgotten, and it is tried afresh.")
async def set_auto_top_up(info: Info, input: SetAutoTopUpInput) -> SetAutoTopUpResult:
    """Set it up."""
    services = info.context.services
    row = await services.auto_top_ups.set(require_viewer(info), input.order(), input.idempotency_key)
    return AutoTopUpSaved(auto_top_up=AutoTopUp.of(row, services.clock()))
