"""How often something was tried that may be tried only so often."""

from typing import ClassVar

from beanie import Document
from pymongo import ASCENDING, IndexModel

from models.fields import UtcDatetime


class AttemptCount(Document):
    """The tries of one kind under one name. Its id is `<kind>:<hash of the name>`: names are people's addresses."""

    id: str  # type: ignore[assignment]
    tries: int
    since: UtcDatetime
    """Where the count began anew, or the newest try: as the kind's rule has it."""
    open_at: UtcDatetime
    """From then on another try is let through."""
    expires_at: UtcDatetime
    """When the count is forgotten."""

    class Settings:
        name = "attempt_counts"
        indexes: ClassVar = [IndexModel([("expires_at", ASCENDING)], name="expiry", expireAfterSeconds=0)]
