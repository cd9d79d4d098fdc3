"""`replayWebhookDeliveries`: for admins."""

import strawberry

from schema.context import Info, require_admin
from schema.webhook_replay import (
    ReplayWebhookDeliveriesInput,
    ReplayWebhookDeliveriesResult,
    WebhookDeliveriesQueued,
)

__all__ = ["replay_webhook_deliveries"]


@strawberry.mutation(
    description="Send again what an endpoint missed: all of its deliveries of a time that have failed, the oldest "
    "first, each with its event's id; 1,000 at a time. For admins."
)
async def replay_webhook_deliveries(info: Info, input: ReplayWebhookDeliveriesInput) -> ReplayWebhookDeliveriesResult:
    """Queue them."""
    admin = require_admin(info)
    replayed = await info.context.services.webhook_replays.replay(
        admin.user_id, input.endpoint_id, since=input.from_, until=input.to, key=input.idempotency_key
    )
    return WebhookDeliveriesQueued(deliveries=replayed.deliveries, more=replayed.more)
