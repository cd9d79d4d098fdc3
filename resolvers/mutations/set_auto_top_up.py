"""`setAutoTopUp`: allow a saved card to be charged when the balance falls."""

import strawberry

from schema.auto_top_up import AutoTopUp, AutoTopUpSaved, SetAutoTopUpInput, SetAutoTopUpResult
from schema.context import Info, require_viewer
from schema.errors import OperationRefused
from services.errors import TokentillError

__all__ = ["set_auto_top_up"]


@strawberry.mutation(description="Set up auto top-up, or change it. Declines are forgotten, and it is tried afresh.")
async def set_auto_top_up(info: Info, input: SetAutoTopUpInput) -> SetAutoTopUpResult:
    """Set it up, and map what is refused."""
    services = info.context.services
    try:
        row = await services.auto_top_ups.set(require_viewer(info), input.order(), input.idempotency_key)
    except TokentillError as error:
        return OperationRefused.of(error)
    return AutoTopUpSaved(auto_top_up=AutoTopUp.of(row, services.clock()))
