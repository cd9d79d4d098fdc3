"""`createWebhookEndpoint`: for admins."""

import strawberry

from schema.context import Info, require_admin
from schema.webhook_endpoint import CreateWebhookEndpointInput, CreateWebhookEndpointResult, WebhookSecretShown

__all__ = ["create_webhook_endpoint"]


@strawberry.mutation(description="Have events sent to another system, signed; 20 endpoints at most. For admins.")
async def create_webhook_endpoint(info: Info, input: CreateWebhookEndpointInput) -> CreateWebhookEndpointResult:
    """Make it."""
    admin = require_admin(info)
    made = await info.context.services.webhook_endpoints.create(admin.user_id, input.order())
    return WebhookSecretShown.of(made)
