"""Alerts for admins."""

from datetime import datetime
from enum import Enum
from typing import Annotated, Self, TypeAlias

import strawberry

import models.alert as stored
from schema.errors import OperationRefused

__all__ = ["AcknowledgeAlertInput", "AcknowledgeAlertResult", "Alert", "AlertAcknowledged"]


@strawberry.enum(description="What is wrong.")
class AlertKind(Enum):
    PROVIDER_FAILING = strawberry.enum_value(
        "provider_failing", description="A model provider fails too often (ALERT_PROVIDER_FAILURE_PERCENT)."
    )
    PAYMENTS_FAILING = strawberry.enum_value(
        "payments_failing", description="Too many payments of a way to pay fail (ALERT_PAYMENT_FAILURE_PERCENT)."
    )
    WEBHOOKS_FAILING = strawberry.enum_value(
        "webhooks_failing", description="A payment gateway's events cannot be handled (ALERT_WEBHOOK_MINUTES)."
    )
    RECONCILIATION_DIFFERS = strawberry.enum_value(
        "reconciliation_differs", description="The last scheduled reconciliation left differences."
    )
    KEY_REFUSED = strawberry.enum_value("key_refused", description="A model provider refused a key of ours.")
    REVIEWS_WAIT = strawberry.enum_value(
        "reviews_wait", description="Something in `paymentsForReview` has waited for a day."
    )


@strawberry.type(description="Something that is or was wrong.")
class Alert:
    id: strawberry.ID = strawberry.field(description="Stable.")
    kind: AlertKind = strawberry.field(description="What is wrong.")
    subject: str = strawberry.field(description="What it is about: a provider, a way to pay, a gateway, a key's id.")
    detail: str = strawberry.field(description="What was seen last, in English.")
    open: bool = strawberry.field(description="Whether it goes on.")
    opened_at: datetime = strawberry.field(description="When it was seen first.")
    seen_at: datetime = strawberry.field(description="When it was seen last.")
    closed_at: datetime | None = strawberry.field(description="When it was over. Null: it goes on.")
    acknowledged_at: datetime | None = strawberry.field(description="When an admin took it up. Null: nobody has.")
    acknowledged_by: strawberry.ID | None = strawberry.field(description="That admin.")
    note: str | None = strawberry.field(description="What that admin said of it.")

    @classmethod
    def of(cls, alert: stored.Alert) -> Self:
        """The GraphQL form of `alert`."""
        by = alert.acknowledged_by
        return cls(
            id=strawberry.ID(alert.id),
            kind=AlertKind(alert.kind.value),
            subject=alert.subject,
            detail=alert.detail,
            open=alert.open,
            opened_at=alert.opened_at,
            seen_at=alert.seen_at,
            closed_at=alert.closed_at,
            acknowledged_at=alert.acknowledged_at,
            acknowledged_by=None if by is None else strawberry.ID(by),
            note=alert.note,
        )


@strawberry.input(description="Which alert somebody takes up.")
class AcknowledgeAlertInput:
    alert_id: strawberry.ID = strawberry.field(description="The `id` of a row of `alerts`.")
    note: str = strawberry.field(
        description="What is done about it, for other admins and for the record of admin actions: 1 to 500 characters."
    )


@strawberry.type(description="Other admins see that somebody looks after it.")
class AlertAcknowledged:
    alert: Alert = strawberry.field(description="As it stands; the first admin's word stays.")

    @classmethod
    def of(cls, alert: stored.Alert) -> Self:
        """The GraphQL form of `alert`."""
        return cls(alert=Alert.of(alert))


AcknowledgeAlertResult: TypeAlias = Annotated[
    AlertAcknowledged | OperationRefused,
    strawberry.union("AcknowledgeAlertResult", description="What `acknowledgeAlert` gives."),
]
