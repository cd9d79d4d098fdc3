"""`autoRefill`: the free tokens that the caller gets again and again."""

import strawberry

from schema.auto_refill import AutoRefill
from schema.context import Info, require_viewer

__all__ = ["auto_refill"]


@strawberry.field(description="The free tokens that the caller gets again and again. One that is due is in the wallet.")
async def auto_refill(info: Info) -> AutoRefill:
    """Read it."""
    return AutoRefill.of(await info.context.services.refills.of(require_viewer(info)))
