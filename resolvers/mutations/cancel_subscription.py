"""`cancelSubscription`: let it end with its period."""

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

__all__ = ["cancel_subscription"]


@strawberry.mutation(
    description="Let the caller's subscription end with its period; at once while it waits for its first payment."
)
async def cancel_subscription(info: Info, input: EndSubscriptionInput) -> SubscriptionResult:
    """Ask for it."""
    subscriptions = info.context.services.subscriptions
    try:
        changed = await subscriptions.cancel(require_viewer(info), input.idempotency_key)
        return SubscriptionChanged(subscription=PlanSubscription.of(await subscriptions.view(changed)))
    except SubscriptionRefusedError as error:
        return SubscriptionRefused.of(error)
