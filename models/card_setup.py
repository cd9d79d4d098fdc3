"""Saving a card without a payment: who agreed to what, and when."""

from typing import ClassVar

from beanie import Document
from pydantic import Field
from pymongo import ASCENDING, IndexModel

from models.fields import UtcDatetime
from models.ids import new_id


class CardSetup(Document):
    """One form on which a user may save a card. It records their consent, so it is never changed or deleted."""

    id: str = Field(default_factory=lambda: new_id("set"))  # type: ignore[assignment]
    """Also the idempotency key at the gateway."""
    user_id: str
    client_key: str
    """The caller's idempotency key; unique for the user."""
    gateway: str
    consent_at: UtcDatetime
    consent_version: str
    """Which wording was agreed to; see `services.saved_cards.consent`."""

    class Settings:
        name = "card_setups"
        indexes: ClassVar = [
            IndexModel([("user_id", ASCENDING), ("client_key", ASCENDING)], name="client_key_unique", unique=True),
        ]
