"""`updateWebhookEndpoint`: for admins."""

import strawberry

from schema.context import Info, require_admin
from schema.webhook_endpoint import (
    UpdateWebhookEndpointInput,
    UpdateWebhookEndpointResult,
    WebhookEndpoint,
    WebhookEndpointUpdated,
)

__all__ = ["update_webhook_endpoint"]


@strawberry.mutation(description="Change where events are sent and which, or switch that off and on. For admins.")
async def update_webhook_endpoint(info: Info, input: UpdateWebhookEndpointInput) -> UpdateWebhookEndpointResult:
    """Change it."""
    admin = require_admin(info)
    endpoints = info.context.services.webhook_endpoints
    row = await endpoints.update(admin.user_id, input.endpoint_id, input.order())
    return WebhookEndpointUpdated(endpoint=WebhookEndpoint.of(row))
