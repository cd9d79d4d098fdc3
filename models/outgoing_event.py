"""What happened here and may interest other systems: written once for each thing that happened."""

from typing import Any, ClassVar

from beanie import Document
from pymongo import ASCENDING, IndexModel

from models.fields import UtcDatetime


class OutgoingEvent(Document):
    """One event. It names people, payments and wallets by id alone, and never changes."""

    id: str  # type: ignore[assignment]
    """Made of what happened, so that the same thing never has two rows; also the `webhook-id` of its deliveries."""
    type: str
    """Such as `payment.succeeded`; docs/webhooks.md lists all of them."""
    at: UtcDatetime
    """When it happened."""
    data: dict[str, Any]
    """What is told of it."""
    created_at: UtcDatetime
    """When it was written here."""
    route_due_at: UtcDatetime | None = None
    """When a sweeper makes its deliveries; None once they are made."""
    expires_at: UtcDatetime | None = None
    """When the row goes. None: never, since what it tells of can be seen again in what is stored."""

    class Settings:
        name = "outgoing_events"
        indexes: ClassVar = [
            IndexModel(
                [("route_due_at", ASCENDING)],
                name="route_due",
                partialFilterExpression={"route_due_at": {"$type": "date"}},
            ),
            IndexModel([("expires_at", ASCENDING)], name="expiry", expireAfterSeconds=0),
        ]
