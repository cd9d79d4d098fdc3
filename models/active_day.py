"""Which users asked a model for something on which day."""

from typing import ClassVar

from beanie import Document
from pymongo import ASCENDING, IndexModel

from models.fields import UtcDatetime


class ActiveDay(Document):
    """One user on one day of UTC."""

    id: str  # type: ignore[assignment]
    """Day and user."""
    day: UtcDatetime
    """Its begin."""
    user_id: str

    class Settings:
        name = "active_days"
        indexes: ClassVar = [IndexModel([("day", ASCENDING), ("user_id", ASCENDING)], name="by_day")]
