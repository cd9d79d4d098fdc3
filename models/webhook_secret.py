"""Secrets that webhooks to endpoints are signed with."""

from typing import ClassVar

from beanie import Document
from pydantic import Field
from pymongo import ASCENDING, IndexModel

from models.fields import Sealed, UtcDatetime
from models.ids import new_id


class WebhookSecret(Document):
    """One secret of one endpoint."""

    id: str = Field(default_factory=lambda: new_id("whs"))  # type: ignore[assignment]
    endpoint_id: str
    sealed: Sealed
    created_at: UtcDatetime
    expires_at: UtcDatetime | None = None
    """Until when it signs beside the one that replaced it; None for the newest."""

    class Settings:
        name = "webhook_secrets"
        indexes: ClassVar = [
            IndexModel([("endpoint_id", ASCENDING)], name="of_endpoint"),
            IndexModel([("expires_at", ASCENDING)], name="expiry", expireAfterSeconds=0),
        ]
