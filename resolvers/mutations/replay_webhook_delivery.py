"""`replayWebhookDelivery`: for admins."""

import strawberry

from schema.context import Info, require_admin
from schema.webhook_delivery import (
    ReplayWebhookDeliveryInput,
    ReplayWebhookDeliveryResult,
    WebhookDelivery,
    WebhookDeliveryQueued,
)

__all__ = ["replay_webhook_delivery"]


@strawberry.mutation(description="Send again what was delivered or given up: the same event, by its id. For admins.")
async def replay_webhook_delivery(info: Info, input: ReplayWebhookDeliveryInput) -> ReplayWebhookDeliveryResult:
    """Queue it."""
    admin = require_admin(info)
    row = await info.context.services.webhook_deliveries.replay(admin.user_id, input.delivery_id)
    return WebhookDeliveryQueued(delivery=WebhookDelivery.of(row))
