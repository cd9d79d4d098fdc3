"""The inbox of webhook events. A row records that an event arrived; `handled_at` that its effect is durable."""

from typing import Any, ClassVar

from beanie import Document
from pydantic import Field
from pymongo import ASCENDING, DESCENDING, IndexModel

from models.fields import UtcDatetime
from models.ids import new_id


class WebhookEvent(Document):
    """One event of one source. A duplicate that is not handled yet is processed again."""

    id: str = Field(default_factory=lambda: new_id("evt"))  # type: ignore[assignment]
    source: str
    event_id: str
    type: str
    api_version: str | None = None
    object_id: str | None = None
    """The id of the object that the event is about."""
    object_type: str | None = None
    """The source's own name for that kind of object."""
    facts: dict[str, Any] = {}
    """The few fields that handling needs; never card data or the whole payload."""
    created_at: UtcDatetime
    """When the source says that it happened."""
    received_at: UtcDatetime
    deliveries: int = 1
    tries: int = 0
    """How often a sweeper took it up."""
    next_try_at: UtcDatetime | None = None
    """When a sweeper may take it up again, while it is not handled; None before the first time."""
    handled_at: UtcDatetime | None = None
    flag: str | None = None
    """A code when an admin must look at it."""
    resolved_at: UtcDatetime | None = None
    """When an admin decided about the flag."""
    decision: str | None = None

    class Settings:
        name = "webhook_events"
        indexes: ClassVar = [
            IndexModel([("source", ASCENDING), ("event_id", ASCENDING)], name="event_unique", unique=True),
            IndexModel(
                [("next_try_at", ASCENDING), ("received_at", ASCENDING)],
                name="unhandled_by_try",
                partialFilterExpression={"handled_at": None},
            ),
            IndexModel(
                [("_id", DESCENDING), ("flag", ASCENDING)],
                name="flagged",
                partialFilterExpression={"flag": {"$type": "string"}},
            ),
        ]
