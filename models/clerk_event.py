"""Events of Clerk's that have had their effect."""

from typing import ClassVar

from beanie import Document
from pymongo import ASCENDING, IndexModel

from models.fields import UtcDatetime


class ClerkEvent(Document):
    """One handled event. Its id is Svix's, the same at every delivery."""

    id: str  # type: ignore[assignment]
    purge_at: UtcDatetime
    """Long after Svix delivers it a last time. One that comes later all the same changes nothing either: it is old."""

    class Settings:
        name = "clerk_events"
        indexes: ClassVar = [IndexModel([("purge_at", ASCENDING)], name="purge", expireAfterSeconds=0)]
