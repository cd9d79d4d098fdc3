"""How many new guests came in a period, from a network and from all together."""

from typing import ClassVar

from beanie import Document
from pymongo import ASCENDING, IndexModel

from models.fields import Int64Amount, UtcDatetime


class GuestCount(Document):
    """One network, or all of them, in one period. An address stands nowhere, only a hash by a secret key."""

    id: str  # type: ignore[assignment]
    """HMAC-SHA256 of the network and the period, in hexadecimal; `all:` and the number of the period for all."""
    devices: list[str] = []
    """Of a network: the beginnings of the device keys' hashes, so that a device counts once however often it asks."""
    guests: Int64Amount = 0
    """Of all networks: how many guests there are, and are just being made."""
    expires_at: UtcDatetime
    """When the period is over."""

    class Settings:
        name = "guest_counts"
        indexes: ClassVar = [IndexModel([("expires_at", ASCENDING)], name="expiry", expireAfterSeconds=0)]
