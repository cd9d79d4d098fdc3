"""`changeSubscription`: another plan."""

import strawberry

from schema.context import Info, require_viewer
from schema.subscription import (
    ChangeSubscriptionInput,
    PlanSubscription,
    SubscriptionChanged,
    SubscriptionRefused,
    SubscriptionResult,
)
from services.subscriptions.errors import SubscriptionRefusedError

__all__ = ["change_subscription"]


@strawberry.mutation(description="Change the caller's subscription to another plan.")
async def change_subscription(info: Info, input: ChangeSubscriptionInput) -> SubscriptionResult:
    """Ask for it."""
    subscriptions = info.context.services.subscriptions
    try:
        changed = await subscriptions.change_plan(require_viewer(info), input.plan_id, input.idempotency_key)
        return SubscriptionChanged(subscription=PlanSubscription.of(await subscriptions.view(changed)))
    except SubscriptionRefusedError as error:
        return SubscriptionRefused.of(error)
