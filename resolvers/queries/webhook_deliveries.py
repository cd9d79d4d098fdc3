"""`webhookDeliveries`: what was sent to other systems. For admins."""

from typing import Annotated

import strawberry

from schema.context import Info
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request
from schema.webhook_delivery import WebhookDelivery, WebhookDeliveryFilter
from services.outgoing_webhooks.deliveries import DeliveryFilter

__all__ = ["webhook_deliveries"]


@strawberry.field(description="What was sent to endpoints in the last 90 days, the newest first. For admins.")
async def webhook_deliveries(
    info: Info,
    first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
    after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
    filter: Annotated[WebhookDeliveryFilter | None, strawberry.argument(description="Which ones. Null: all.")] = None,
) -> Connection[WebhookDelivery]:
    """Read one page."""
    services = info.context.services
    request = page_request("webhookDeliveries", first, after, maximum=services.settings.max_page_size)
    chosen = DeliveryFilter() if filter is None else filter.to_service()
    page = await services.webhook_deliveries.page(chosen, request)
    return connection("webhookDeliveries", page, node=WebhookDelivery.of, position=lambda row: row.id, request=request)
