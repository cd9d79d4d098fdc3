"""`webhookEndpoints`: where events are sent to. For admins."""

import strawberry

from schema.context import Info
from schema.webhook_endpoint import WebhookEndpoint

__all__ = ["webhook_endpoints"]


@strawberry.field(description="Where events are sent to, the oldest first; 20 at most. For admins.")
async def webhook_endpoints(info: Info) -> list[WebhookEndpoint]:
    """Read all of them."""
    return [WebhookEndpoint.of(row) for row in await info.context.services.webhook_endpoints.all()]
