"""`rotateWebhookSecret`: for admins."""

import strawberry

from schema.context import Info, require_admin
from schema.webhook_endpoint import RotateWebhookSecretInput, RotateWebhookSecretResult, WebhookSecretShown

__all__ = ["rotate_webhook_secret"]


@strawberry.mutation(
    description="Give an endpoint a new secret. For 24 hours deliveries are signed with the one before it, too; done "
    "twice, the first one is good for nothing at once. For admins."
)
async def rotate_webhook_secret(info: Info, input: RotateWebhookSecretInput) -> RotateWebhookSecretResult:
    """Exchange it."""
    admin = require_admin(info)
    made = await info.context.services.webhook_endpoints.rotate(admin.user_id, input.endpoint_id)
    return WebhookSecretShown.of(made)
