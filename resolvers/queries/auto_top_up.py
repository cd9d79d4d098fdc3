"""`autoTopUp`: what the caller allowed to be charged while they are away."""

import strawberry

from schema.auto_top_up import AutoTopUp
from schema.context import Info, require_viewer

__all__ = ["auto_top_up"]


@strawberry.field(description="The caller's auto top-up; null when it was never set up.")
async def auto_top_up(info: Info) -> AutoTopUp | None:
    """Read it."""
    services = info.context.services
    row = await services.auto_top_ups.of(require_viewer(info))
    return None if row is None else AutoTopUp.of(row, services.clock())
