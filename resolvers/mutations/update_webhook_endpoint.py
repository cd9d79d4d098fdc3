"""`updateWebhookEndpoint`: for admins."""

import strawberry

from schema.context import Info, require_admin
from schema.errors import OperationRefused
from schema.webhook_endpoint import (
    UpdateWebhookEndpointInput,
    UpdateWebhookEndpointResult,
    WebhookEndpoint,
    WebhookEndpointUpdated,
)
from services.errors import TokentillError

__all__ = ["update_webhook_endpoint"]


@strawberry.mutation(description="Change where events are sent and which, or switch that off and on. For admins.")
async def update_webhook_endpoint(info: Info, input: UpdateWebhookEndpointInput) -> UpdateWebhookEndpointResult:
    """Change it, and map what is refused."""
    try:
        admin = require_admin(info)
        endpoints = info.context.services.webhook_endpoints
        row = await endpoints.update(admin.user_id, input.endpoint_id, input.order())
    except TokentillError as error:
        return OperationRefused.of(error)
    return WebhookEndpointUpdated(endpoint=WebhookEndpoint.of(row))
