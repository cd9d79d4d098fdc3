"""Where events are sent to: addresses of other systems, which admins name."""

from enum import StrEnum
from typing import ClassVar

from beanie import Document
from pydantic import Field
from pymongo import ASCENDING, IndexModel

from models.fields import UtcDatetime
from models.ids import new_id


class DisabledReason(StrEnum):
    """Why nothing is sent to an endpoint."""

    ADMIN = "admin"
    """An admin switched it off."""
    GONE = "gone"
    """It answered 410."""
    FAILING = "failing"
    """It took nothing for days."""


class WebhookEndpoint(Document):
    """One endpoint."""

    id: str = Field(default_factory=lambda: new_id("whe"))  # type: ignore[assignment]
    url: str
    description: str = ""
    event_types: list[str]
    """Which types it gets; empty: all, those of later versions too."""
    enabled: bool = True
    disabled_reason: DisabledReason | None = None
    disabled_at: UtcDatetime | None = None
    failing_since: UtcDatetime | None = None
    """The first failure since the last success; None while it takes what is sent."""
    created_at: UtcDatetime
    rotated_at: UtcDatetime | None = None
    """When it got its present secret; None: when it was made."""

    class Settings:
        name = "webhook_endpoints"
        indexes: ClassVar = [IndexModel([("url", ASCENDING)], name="url_unique", unique=True)]
