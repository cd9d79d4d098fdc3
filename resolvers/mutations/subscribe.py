"""`subscribe`: start paying for a plan."""

import strawberry

import models.subscription as stored
from schema.context import Info, require_viewer
from schema.subscription import SubscribeInput, SubscribeResult, SubscriptionRefused, SubscriptionStarted
from services.subscriptions.errors import SubscriptionRefusedError

__all__ = ["subscribe"]


@strawberry.mutation(
    description="Subscribe to a plan. The amount comes from the server. Tokens are granted for each paid period."
)
async def subscribe(info: Info, input: SubscribeInput) -> SubscribeResult:
    """Start it."""
    subscriptions = info.context.services.subscriptions
    try:
        started = await subscriptions.subscribe(
            require_viewer(info),
            input.plan_id,
            input.idempotency_key,
            input.currency,
            stored.PlanInterval(str(input.interval.value)),
        )
        return SubscriptionStarted.of(started, await subscriptions.view(started.subscription))
    except SubscriptionRefusedError as error:
        return SubscriptionRefused.of(error)
