"""Endpoints of outgoing webhooks. For admins."""

from datetime import datetime
from enum import Enum
from typing import Annotated, Self, TypeAlias

import strawberry

import models.webhook_endpoint as stored
from schema.costs import list_of
from schema.errors import OperationRefused
from schema.webhook_event import WebhookEventType, to_services
from services.outgoing_webhooks.endpoints import EndpointOrder, NewSecret

__all__ = [
    "CreateWebhookEndpointInput",
    "CreateWebhookEndpointResult",
    "DeleteWebhookEndpointInput",
    "DeleteWebhookEndpointResult",
    "RotateWebhookSecretInput",
    "RotateWebhookSecretResult",
    "UpdateWebhookEndpointInput",
    "UpdateWebhookEndpointResult",
    "WebhookEndpoint",
    "WebhookEndpointDeleted",
    "WebhookEndpointUpdated",
    "WebhookSecretShown",
]

_URL = (
    "https:// and a public host, on the usual port; or one of the origins of WEBHOOK_PRIVATE_ORIGINS. No other "
    "endpoint has it."
)
_DESCRIPTION = "For people, at most 200 characters."
_EVENT_TYPES = "Which events it gets. Empty: all, those of later versions, too."
_SECRET = "Starts with whsec_; deliveries are signed with it as Standard Webhooks says. Shown this once."  # noqa: S105


@strawberry.enum(description="Why nothing is sent to an endpoint.")
class WebhookDisabledReason(Enum):
    ADMIN = strawberry.enum_value("admin", description="An admin switched it off.")
    GONE = strawberry.enum_value("gone", description="It answered with status 410.")
    FAILING = strawberry.enum_value("failing", description="It took nothing for WEBHOOK_DISABLE_AFTER_DAYS days.")


@strawberry.type(description="Where events are sent to. Its secret is shown when it is made, and never again.")
class WebhookEndpoint:
    id: strawberry.ID = strawberry.field(description="Identifier of the endpoint.")
    url: str = strawberry.field(description=_URL)
    description: str = strawberry.field(description=_DESCRIPTION)
    event_types: list[str] = strawberry.field(
        description=f"{_EVENT_TYPES} As they stand in `type`, such as payment.succeeded.", directives=[list_of(20)]
    )
    enabled: bool = strawberry.field(description="Whether anything is sent to it.")
    disabled_reason: WebhookDisabledReason | None = strawberry.field(description="Why not. Null: it is enabled.")
    disabled_at: datetime | None = strawberry.field(description="Since when not. Null: it is enabled.")
    failing_since: datetime | None = strawberry.field(
        description="The first failure since it took something. Null: it takes what is sent."
    )
    created_at: datetime = strawberry.field(description="When it was made.")
    rotated_at: datetime | None = strawberry.field(
        description="When it got its present secret; the one before it is good for 24 hours from then. Null: never "
        "another one."
    )

    @classmethod
    def of(cls, row: stored.WebhookEndpoint) -> Self:
        """The GraphQL form of a stored endpoint."""
        reason = row.disabled_reason
        return cls(
            id=strawberry.ID(row.id),
            url=row.url,
            description=row.description,
            event_types=row.event_types,
            enabled=row.enabled,
            disabled_reason=None if reason is None else WebhookDisabledReason(reason.value),
            disabled_at=row.disabled_at,
            failing_since=row.failing_since,
            created_at=row.created_at,
            rotated_at=row.rotated_at,
        )


@strawberry.input(description="A new endpoint.")
class CreateWebhookEndpointInput:
    url: str = strawberry.field(description=_URL)
    event_types: list[WebhookEventType] = strawberry.field(default_factory=list, description=_EVENT_TYPES)
    description: str = strawberry.field(default="", description=_DESCRIPTION)

    def order(self) -> EndpointOrder:
        """As the service takes it."""
        return EndpointOrder(url=self.url, description=self.description, event_types=to_services(self.event_types))


@strawberry.input(description="What is to change about an endpoint. What is left out or null stays.")
class UpdateWebhookEndpointInput:
    endpoint_id: strawberry.ID = strawberry.field(description="An endpoint of `webhookEndpoints`.")
    url: str | None = strawberry.field(default=None, description=_URL)
    event_types: list[WebhookEventType] | None = strawberry.field(default=None, description=_EVENT_TYPES)
    description: str | None = strawberry.field(default=None, description=_DESCRIPTION)
    enabled: bool | None = strawberry.field(
        default=None,
        description="Whether anything is sent to it. What waits for it or happens while it is not is logged as FAILED, "
        "and can be replayed.",
    )

    def order(self) -> EndpointOrder:
        """As the service takes it."""
        return EndpointOrder(
            url=self.url, description=self.description, event_types=to_services(self.event_types), enabled=self.enabled
        )


@strawberry.input(description="Which endpoint goes.")
class DeleteWebhookEndpointInput:
    endpoint_id: strawberry.ID = strawberry.field(description="An endpoint of `webhookEndpoints`.")


@strawberry.input(description="Which endpoint gets a new secret.")
class RotateWebhookSecretInput:
    endpoint_id: strawberry.ID = strawberry.field(description="An endpoint of `webhookEndpoints`.")


@strawberry.type(description="An endpoint and its new secret.")
class WebhookSecretShown:
    endpoint: WebhookEndpoint = strawberry.field(description="The endpoint, as it is now.")
    secret: str = strawberry.field(description=_SECRET)

    @classmethod
    def of(cls, made: NewSecret) -> Self:
        """The GraphQL form of `made`."""
        return cls(endpoint=WebhookEndpoint.of(made.endpoint), secret=made.secret)


@strawberry.type(description="It is changed: for what is sent from now on.")
class WebhookEndpointUpdated:
    endpoint: WebhookEndpoint = strawberry.field(description="The endpoint, as it is now.")


@strawberry.type(description="Nothing more is sent to it.")
class WebhookEndpointDeleted:
    endpoint_id: strawberry.ID = strawberry.field(description="The endpoint that was. Its deliveries stay in the log.")


CreateWebhookEndpointResult: TypeAlias = Annotated[
    WebhookSecretShown | OperationRefused,
    strawberry.union(
        "CreateWebhookEndpointResult",
        description="The outcome of `createWebhookEndpoint`. Codes: FORBIDDEN, INVALID_INPUT, SEALING_OFF, "
        "TOO_MANY_WEBHOOK_ENDPOINTS, WEBHOOKS_UNAVAILABLE.",
    ),
]

UpdateWebhookEndpointResult: TypeAlias = Annotated[
    WebhookEndpointUpdated | OperationRefused,
    strawberry.union(
        "UpdateWebhookEndpointResult",
        description="The outcome of `updateWebhookEndpoint`. Codes: FORBIDDEN, INVALID_INPUT, NOT_FOUND, "
        "WEBHOOKS_UNAVAILABLE.",
    ),
]

DeleteWebhookEndpointResult: TypeAlias = Annotated[
    WebhookEndpointDeleted | OperationRefused,
    strawberry.union(
        "DeleteWebhookEndpointResult",
        description="The outcome of `deleteWebhookEndpoint`. Codes: FORBIDDEN, NOT_FOUND, WEBHOOKS_UNAVAILABLE.",
    ),
]

RotateWebhookSecretResult: TypeAlias = Annotated[
    WebhookSecretShown | OperationRefused,
    strawberry.union(
        "RotateWebhookSecretResult",
        description="The outcome of `rotateWebhookSecret`. Codes: FORBIDDEN, NOT_FOUND, SEALING_OFF, "
        "WEBHOOKS_UNAVAILABLE.",
    ),
]
