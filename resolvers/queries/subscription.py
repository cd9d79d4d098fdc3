"""`subscription`: the caller's plan, and how far it is paid."""

import strawberry

from schema.context import Info, require_viewer
from schema.subscription import PlanSubscription

__all__ = ["subscription"]


@strawberry.field(
    description="The caller's running subscription, or else the last one. Null: there never was one; the plan is free."
)
async def subscription(info: Info) -> PlanSubscription | None:
    """Read it."""
    viewer = require_viewer(info)
    view = await info.context.services.subscriptions.subscription(viewer)
    return None if view is None else PlanSubscription.of(view)
