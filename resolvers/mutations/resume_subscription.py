"""`resumeSubscription`: let it go on after all."""

import strawberry

from schema.context import Info, require_viewer
from schema.subscription import (
    EndSubscriptionInput,
    PlanSubscription,
    SubscriptionChanged,
    SubscriptionRefused,
    SubscriptionResult,
)
from services.subscriptions.errors import SubscriptionRefusedError

__all__ = ["resume_subscription"]


@strawberry.mutation(description="Let the caller's subscription go on after its period, although it was cancelled.")
async def resume_subscription(info: Info, input: EndSubscriptionInput) -> SubscriptionResult:
    """Ask for it."""
    subscriptions = info.context.services.subscriptions
    try:
        changed = await subscriptions.resume(require_viewer(info), input.idempotency_key)
        return SubscriptionChanged(subscription=PlanSubscription.of(await subscriptions.view(changed)))
    except SubscriptionRefusedError as error:
        return SubscriptionRefused.of(error)
