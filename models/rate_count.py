"""How much of a limit was taken in one window of time."""

from typing import ClassVar

from beanie import Document
from pymongo import ASCENDING, IndexModel

from models.fields import UtcDatetime


class RateCount(Document):
    """One count. Its id names limit, subject and window, so that a window's count is never begun anew."""

    id: str  # type: ignore[assignment]
    units: int
    expires_at: UtcDatetime

    class Settings:
        name = "rate_counts"
        indexes: ClassVar = [IndexModel([("expires_at", ASCENDING)], name="expiry", expireAfterSeconds=0)]
