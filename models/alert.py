"""What an admin has to know: that something is wrong, since when, and whether somebody looks after it."""

from enum import StrEnum
from typing import ClassVar

from beanie import Document
from pydantic import Field
from pymongo import ASCENDING, DESCENDING, IndexModel

from models.fields import UtcDatetime
from models.ids import new_id

CLOSED_KEPT_SECONDS = 365 * 86_400
"""An alert that is over is removed after a year."""


class AlertKind(StrEnum):
    """What is wrong."""

    PROVIDER_FAILING = "provider_failing"
    PAYMENTS_FAILING = "payments_failing"
    WEBHOOKS_FAILING = "webhooks_failing"
    RECONCILIATION_DIFFERS = "reconciliation_differs"
    KEY_REFUSED = "key_refused"
    REVIEWS_WAIT = "reviews_wait"


class Alert(Document):
    """One matter, from when it was seen first until it is over. There is one open alert for each matter at most."""

    id: str = Field(default_factory=lambda: new_id("alr"))  # type: ignore[assignment]
    kind: AlertKind
    subject: str
    """What it is about: the name of a provider, or the id of a key, say."""
    detail: str
    """What was seen last."""
    open: bool = True
    opened_at: UtcDatetime
    seen_at: UtcDatetime
    """When it was seen last."""
    closed_at: UtcDatetime | None = None
    acknowledged_at: UtcDatetime | None = None
    acknowledged_by: str | None = None
    """The admin's id."""
    note: str | None = None
    """In that admin's words."""

    class Settings:
        name = "alerts"
        indexes: ClassVar = [
            IndexModel(
                [("kind", ASCENDING), ("subject", ASCENDING)],
                name="open_unique",
                unique=True,
                partialFilterExpression={"open": True},
            ),
            IndexModel([("open", ASCENDING), ("_id", DESCENDING)], name="newest"),
            IndexModel([("closed_at", ASCENDING)], name="expiry", expireAfterSeconds=CLOSED_KEPT_SECONDS),
        ]
