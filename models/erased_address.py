"""E-mail addresses of deleted accounts, so that nobody gets a second welcome by deleting the first account."""

from typing import ClassVar

from beanie import Document
from pymongo import ASCENDING, IndexModel

from models.fields import UtcDatetime

KEPT_SECONDS = 365 * 86_400


class ErasedAddress(Document):
    """One address. It cannot be read from the row, nor tried out without the server's secret."""

    id: str  # type: ignore[assignment]
    """HMAC-SHA256 of the normalised address, in hexadecimal."""
    erased_at: UtcDatetime

    class Settings:
        name = "erased_addresses"
        indexes: ClassVar = [
            IndexModel([("erased_at", ASCENDING)], name="expiry", expireAfterSeconds=KEPT_SECONDS),
        ]
