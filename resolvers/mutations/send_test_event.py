"""`sendTestEvent`: for admins."""

import strawberry

from schema.context import Info, require_admin
from schema.errors import OperationRefused
from schema.webhook_delivery import SendTestEventInput, SendTestEventResult, WebhookDelivery, WebhookDeliveryQueued
from services.errors import TokentillError

__all__ = ["send_test_event"]


@strawberry.mutation(description="Send an event of the type webhook.test to one endpoint. For admins.")
async def send_test_event(info: Info, input: SendTestEventInput) -> SendTestEventResult:
    """Queue it, and map what is refused."""
    try:
        admin = require_admin(info)
        row = await info.context.services.webhook_deliveries.send_test(admin.user_id, input.endpoint_id)
    except TokentillError as error:
        return OperationRefused.of(error)
    return WebhookDeliveryQueued(delivery=WebhookDelivery.of(row))
