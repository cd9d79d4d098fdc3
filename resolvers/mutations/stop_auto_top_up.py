"""`stopAutoTopUp`: charge nothing more while the caller is away."""

import strawberry

from schema.auto_top_up import AutoTopUp, AutoTopUpSaved, StopAutoTopUpInput, StopAutoTopUpResult
from schema.context import Info, require_viewer

__all__ = ["stop_auto_top_up"]


@strawberry.mutation(description="Stop auto top-up. What is just being charged ends as it does.")
async def stop_auto_top_up(info: Info, input: StopAutoTopUpInput) -> StopAutoTopUpResult:
    """Stop it."""
    services = info.context.services
    row = await services.auto_top_ups.stop(require_viewer(info), input.idempotency_key)
    return AutoTopUpSaved(auto_top_up=AutoTopUp.of(row, services.clock()))
