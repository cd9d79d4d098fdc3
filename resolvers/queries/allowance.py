"""`allowance`: what the caller's plan allows, and what of it is used."""

import strawberry

from schema.allowance import Allowance
from schema.context import Info, require_viewer

__all__ = ["allowance"]


@strawberry.field(description="What the caller's plan allows, and what of it is used today and this month.")
async def allowance(info: Info) -> Allowance:
    """Read it."""
    viewer = require_viewer(info)
    return Allowance.of(await info.context.services.allowances.use(viewer.user_id))
