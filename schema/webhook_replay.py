"""Sending again what an endpoint of outgoing webhooks missed. For admins."""

from datetime import datetime
from typing import Annotated, TypeAlias

import strawberry

from schema.errors import OperationRefused

__all__ = ["ReplayWebhookDeliveriesInput", "ReplayWebhookDeliveriesResult", "WebhookDeliveriesQueued"]


@strawberry.input(description="What is sent again: the deliveries to one endpoint that have failed, of some time.")
class ReplayWebhookDeliveriesInput:
    endpoint_id: strawberry.ID = strawberry.field(description="An endpoint that is enabled.")
    from_: datetime = strawberry.field(name="from", description="Deliveries that were made at this moment or later.")
    to: datetime = strawberry.field(description="Deliveries that were made before this moment.")
    idempotency_key: str = strawberry.field(
        description="1 to 128 of A-Z a-z 0-9 . _ ~ : @ / + = -. The same key of the same admin with the same input "
        "sends them again once."
    )


@strawberry.type(description="They are sent within seconds, some at a time.")
class WebhookDeliveriesQueued:
    deliveries: int = strawberry.field(description="How many: 1,000 at most.")
    more: bool = strawberry.field(description="Whether others had failed, too; call again, with another key.")


ReplayWebhookDeliveriesResult: TypeAlias = Annotated[
    WebhookDeliveriesQueued | OperationRefused,
    strawberry.union(
        "ReplayWebhookDeliveriesResult",
        description="The outcome of `replayWebhookDeliveries`. Codes: NOT_FOUND, INVALID_INPUT, "
        "WEBHOOK_ENDPOINT_DISABLED, IDEMPOTENCY_CONFLICT, WEBHOOKS_UNAVAILABLE.",
    ),
]
