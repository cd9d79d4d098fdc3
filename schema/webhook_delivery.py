"""What was sent to endpoints of outgoing webhooks. For admins."""

from datetime import datetime
from enum import Enum
from typing import Annotated, Self, TypeAlias

import strawberry

import models.webhook_delivery as stored
from schema.costs import list_of
from schema.errors import OperationRefused
from schema.webhook_event import WebhookEventType
from services.events.event import EventType
from services.outgoing_webhooks.deliveries import DeliveryFilter

__all__ = [
    "ReplayWebhookDeliveryInput",
    "ReplayWebhookDeliveryResult",
    "SendTestEventInput",
    "SendTestEventResult",
    "WebhookAttempt",
    "WebhookDelivery",
    "WebhookDeliveryFilter",
    "WebhookDeliveryQueued",
]


@strawberry.enum(description="How far a delivery has come.")
class WebhookDeliveryState(Enum):
    PENDING = strawberry.enum_value("pending", description="It is tried, now or later.")
    DELIVERED = strawberry.enum_value("delivered", description="The endpoint answered with a status of 2xx.")
    FAILED = strawberry.enum_value("failed", description="It is not tried any more, unless it is replayed.")


@strawberry.type(description="One try of a delivery.")
class WebhookAttempt:
    at: datetime = strawberry.field(description="When it began.")
    milliseconds: int = strawberry.field(description="How long it took.")
    status: int | None = strawberry.field(description="HTTP status of the answer. Null: there was none.")
    failure: str | None = strawberry.field(
        description="Why it was no success: a code of docs/webhooks.md. Null: it was."
    )
    answer: str = strawberry.field(description="The beginning of what the endpoint answered, at most 500 characters.")

    @classmethod
    def of(cls, row: stored.DeliveryAttempt) -> Self:
        """The GraphQL form of a stored try."""
        return cls(at=row.at, milliseconds=row.milliseconds, status=row.status, failure=row.failure, answer=row.answer)


@strawberry.type(description="The sending of one event to one endpoint. Kept for 90 days.")
class WebhookDelivery:
    id: strawberry.ID = strawberry.field(description="Identifier of the delivery.")
    endpoint_id: strawberry.ID = strawberry.field(description="The endpoint, which may be deleted by now.")
    event_id: strawberry.ID = strawberry.field(description="The event: `webhook-id` of every try, replays included.")
    event_type: str = strawberry.field(description="Such as payment.succeeded.")
    state: WebhookDeliveryState = strawberry.field(description="How far it has come.")
    tries: int = strawberry.field(description="How often it was tried since it was made or replayed; 10 at most.")
    next_try_at: datetime | None = strawberry.field(description="When it is tried next. Null: it is not.")
    last_attempt: WebhookAttempt | None = strawberry.field(description="The last try. Null: it was not tried yet.")
    attempts: list[WebhookAttempt] = strawberry.field(
        description="The last 12 tries, the newest last.", directives=[list_of(12)]
    )
    created_at: datetime = strawberry.field(description="When it was made.")
    delivered_at: datetime | None = strawberry.field(description="When the endpoint took it. Null: it did not yet.")

    @classmethod
    def of(cls, row: stored.WebhookDelivery) -> Self:
        """The GraphQL form of a stored delivery."""
        return cls(
            id=strawberry.ID(row.id),
            endpoint_id=strawberry.ID(row.endpoint_id),
            event_id=strawberry.ID(row.event_id),
            event_type=row.event_type,
            state=WebhookDeliveryState(row.state.value),
            tries=row.tries,
            next_try_at=row.next_try_at,
            last_attempt=WebhookAttempt.of(row.attempts[-1]) if row.attempts else None,
            attempts=[WebhookAttempt.of(each) for each in row.attempts],
            created_at=row.created_at,
            delivered_at=row.delivered_at,
        )


@strawberry.input(description="Which deliveries are listed. What is left out does not matter.")
class WebhookDeliveryFilter:
    endpoint_id: strawberry.ID | None = strawberry.field(default=None, description="Those to this endpoint.")
    event_id: strawberry.ID | None = strawberry.field(default=None, description="Those of this event.")
    event_type: WebhookEventType | None = strawberry.field(default=None, description="Those of events of this type.")
    state: WebhookDeliveryState | None = strawberry.field(default=None, description="Those that have come so far.")

    def to_service(self) -> DeliveryFilter:
        """The service's form."""
        return DeliveryFilter(
            endpoint_id=self.endpoint_id,
            event_id=self.event_id,
            event_type=None if self.event_type is None else EventType[self.event_type.name].value,
            state=None if self.state is None else stored.DeliveryState[self.state.name],
        )


@strawberry.input(description="Which endpoint is tried.")
class SendTestEventInput:
    endpoint_id: strawberry.ID = strawberry.field(description="An endpoint that is enabled.")


@strawberry.input(description="What is sent again.")
class ReplayWebhookDeliveryInput:
    delivery_id: strawberry.ID = strawberry.field(description="A delivery that has ended, delivered or not.")


@strawberry.type(description="It is sent within seconds.")
class WebhookDeliveryQueued:
    delivery: WebhookDelivery = strawberry.field(description="The delivery, to be followed by `webhookDeliveries`.")


SendTestEventResult: TypeAlias = Annotated[
    WebhookDeliveryQueued | OperationRefused,
    strawberry.union(
        "SendTestEventResult",
        description="The outcome of `sendTestEvent`. Codes: FORBIDDEN, NOT_FOUND, WEBHOOK_ENDPOINT_DISABLED, "
        "WEBHOOKS_UNAVAILABLE.",
    ),
]

ReplayWebhookDeliveryResult: TypeAlias = Annotated[
    WebhookDeliveryQueued | OperationRefused,
    strawberry.union(
        "ReplayWebhookDeliveryResult",
        description="The outcome of `replayWebhookDelivery`. Codes: FORBIDDEN, NOT_FOUND, WEBHOOK_DELIVERY_PENDING, "
        "WEBHOOK_ENDPOINT_DISABLED, WEBHOOKS_UNAVAILABLE.",
    ),
]
