"""`deleteWebhookEndpoint`: for admins."""

import strawberry

from schema.context import Info, require_admin
from schema.errors import OperationRefused
from schema.webhook_endpoint import DeleteWebhookEndpointInput, DeleteWebhookEndpointResult, WebhookEndpointDeleted
from services.errors import TokentillError

__all__ = ["delete_webhook_endpoint"]


@strawberry.mutation(description="Send nothing more to an endpoint, for good. For admins.")
async def delete_webhook_endpoint(info: Info, input: DeleteWebhookEndpointInput) -> DeleteWebhookEndpointResult:
    """Delete it, and map what is refused."""
    try:
        admin = require_admin(info)
        await info.context.services.webhook_endpoints.delete(admin.user_id, input.endpoint_id)
    except TokentillError as error:
        return OperationRefused.of(error)
    return WebhookEndpointDeleted(endpoint_id=input.endpoint_id)
