"""`deleteWebhookEndpoint`: for admins."""

import strawberry

from schema.context import Info, require_admin
from schema.webhook_endpoint import DeleteWebhookEndpointInput, DeleteWebhookEndpointResult, WebhookEndpointDeleted

__all__ = ["delete_webhook_endpoint"]


@strawberry.mutation(description="Send nothing more to an endpoint, for good. For admins.")
async def delete_webhook_endpoint(info: Info, input: DeleteWebhookEndpointInput) -> DeleteWebhookEndpointResult:
    """Delete it."""
    admin = require_admin(info)
    await info.context.services.webhook_endpoints.delete(admin.user_id, input.endpoint_id)
    return WebhookEndpointDeleted(endpoint_id=input.endpoint_id)
