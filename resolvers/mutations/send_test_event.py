"""`sendTestEvent`: for admins."""

import strawberry

from schema.context import Info, require_admin
from schema.webhook_delivery import SendTestEventInput, SendTestEventResult, WebhookDelivery, WebhookDeliveryQueued

__all__ = ["send_test_event"]


@strawberry.mutation(description="Send an event of the type webhook.test to one endpoint. For admins.")
async def send_test_event(info: Info, input: SendTestEventInput) -> SendTestEventResult:
    """Queue it."""
    admin = require_admin(info)
    row = await info.context.services.webhook_deliveries.send_test(admin.user_id, input.endpoint_id)
    return WebhookDeliveryQueued(delivery=WebhookDelivery.of(row))
