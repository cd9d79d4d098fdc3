"""The types of events that other systems may be told of."""

from collections.abc import Sequence
from enum import Enum

import strawberry

from services.events.event import EventType

__all__ = ["WebhookEventType", "to_services"]


@strawberry.enum(description="What an event is about. docs/webhooks.md shows what each tells.")
class WebhookEventType(Enum):
    PAYMENT_SUCCEEDED = strawberry.enum_value("payment.succeeded", description="A payment's tokens were credited.")
    PAYMENT_FAILED = strawberry.enum_value(
        "payment.failed", description="An attempt to pay failed; another may follow."
    )
    PAYMENT_REFUNDED = strawberry.enum_value("payment.refunded", description="Money went back, all or a part.")
    DISPUTE_OPENED = strawberry.enum_value("dispute.opened", description="A payer disputes a payment at their bank.")
    DISPUTE_WON = strawberry.enum_value("dispute.won", description="The shop keeps the disputed money.")
    DISPUTE_LOST = strawberry.enum_value("dispute.lost", description="The payer has the disputed money back.")
    SUBSCRIPTION_STARTED = strawberry.enum_value("subscription.started", description="A plan was paid for first.")
    SUBSCRIPTION_PAID = strawberry.enum_value("subscription.paid", description="A paid period's tokens were credited.")
    SUBSCRIPTION_PAST_DUE = strawberry.enum_value("subscription.past_due", description="A renewal is not paid.")
    SUBSCRIPTION_CANCELLED = strawberry.enum_value(
        "subscription.cancelled", description="It ended because somebody wanted it to."
    )
    SUBSCRIPTION_EXPIRED = strawberry.enum_value(
        "subscription.expired", description="It ended because it was not paid for."
    )
    BALANCE_LOW = strawberry.enum_value("balance.low", description="A wallet fell below its threshold.")
    BALANCE_CHANGED = strawberry.enum_value(
        "balance.changed", description="A wallet's tokens changed; several changes within a second may be one event."
    )
    USER_CREATED = strawberry.enum_value("user.created", description="An account was made.")
    USER_SUSPENDED = strawberry.enum_value("user.suspended", description="An admin suspended a user.")
    USER_ACTIVATED = strawberry.enum_value("user.activated", description="An admin took that back.")
    USER_DELETED = strawberry.enum_value("user.deleted", description="Nothing of the person is left here.")
    WEBHOOK_TEST = strawberry.enum_value("webhook.test", description="An admin tried an endpoint.")


def to_services(types: Sequence[WebhookEventType] | None) -> list[EventType] | None:
    """The service's form; None stays."""
    return None if types is None else [EventType[each.name] for each in types]
