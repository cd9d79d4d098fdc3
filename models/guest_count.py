"""How many new guests came from a network in a period."""

from typing import ClassVar

from beanie import Document
from pymongo import ASCENDING, IndexModel

from models.fields import UtcDatetime


class GuestCount(Document):
    """One network in one period. Its address stands nowhere, only a hash by a secret key."""

    id: str  # type: ignore[assignment]
    """HMAC-SHA256 of the network and the period, in hexadecimal."""
    devices: list[str]
    """The beginnings of the hashes of the device keys, so that one device counts once however often it asks."""
    expires_at: UtcDatetime
    """When the period is over."""

    class Settings:
        name = "guest_counts"
        indexes: ClassVar = [IndexModel([("expires_at", ASCENDING)], name="expiry", expireAfterSeconds=0)]
