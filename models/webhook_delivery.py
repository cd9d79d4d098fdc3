"""The sending of one event to one endpoint, and how each try went."""

from enum import StrEnum
from typing import ClassVar

from beanie import Document
from pydantic import BaseModel, Field
from pymongo import ASCENDING, DESCENDING, IndexModel

from models.fields import UtcDatetime
from models.ids import new_id


class DeliveryState(StrEnum):
    """How far a delivery has come."""

    PENDING = "pending"
    """It is tried, now or later."""
    DELIVERED = "delivered"
    """The endpoint answered 2xx."""
    FAILED = "failed"
    """It is not tried any more, unless an admin replays it."""


class DeliveryAttempt(BaseModel):
    """One try."""

    at: UtcDatetime
    milliseconds: int
    """How long it took."""
    status: int | None = None
    """The HTTP status of the answer; None when there was none."""
    failure: str | None = None
    """Why it was no success: a code of docs/webhooks.md; None for a success."""
    answer: str = ""
    """The beginning of the answer's body, at most 500 characters."""


class WebhookDelivery(Document):
    """One delivery. There is one for each event and endpoint, however often either is looked at."""

    id: str = Field(default_factory=lambda: new_id("whd"))  # type: ignore[assignment]
    endpoint_id: str
    event_id: str
    event_type: str
    state: DeliveryState = DeliveryState.PENDING
    tries: int = 0
    """Since it was made, or replayed."""
    next_try_at: UtcDatetime | None
    """When a server may take it up; moved on before each try. None once nothing is left to do."""
    attempts: list[DeliveryAttempt] = []
    """The newest last; at most 12."""
    created_at: UtcDatetime
    delivered_at: UtcDatetime | None = None
    expires_at: UtcDatetime
    """When the row goes."""

    class Settings:
        name = "webhook_deliveries"
        indexes: ClassVar = [
            IndexModel([("endpoint_id", ASCENDING), ("event_id", ASCENDING)], name="event_unique", unique=True),
            IndexModel(
                [("endpoint_id", ASCENDING), ("next_try_at", ASCENDING)],
                name="due_of_endpoint",
                partialFilterExpression={"next_try_at": {"$type": "date"}},
            ),
            IndexModel(
                [("next_try_at", ASCENDING)],
                name="due",
                partialFilterExpression={"next_try_at": {"$type": "date"}},
            ),
            IndexModel([("endpoint_id", ASCENDING), ("_id", DESCENDING)], name="of_endpoint"),
            IndexModel([("state", ASCENDING), ("_id", DESCENDING)], name="by_state"),
            IndexModel([("event_id", ASCENDING), ("_id", DESCENDING)], name="of_event"),
            IndexModel([("event_type", ASCENDING), ("_id", DESCENDING)], name="by_type"),
            IndexModel([("expires_at", ASCENDING)], name="expiry", expireAfterSeconds=0),
        ]
