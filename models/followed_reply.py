"""Replies that somebody reads on another server than the one that writes them; that one passes their text on."""

from typing import ClassVar

from beanie import Document
from pymongo import ASCENDING, IndexModel

from models.fields import UtcDatetime

KEPT_SECONDS = 60


class FollowedReply(Document):
    """One attempt of a generation, by the id of its hold."""

    id: str  # type: ignore[assignment]
    until: UtcDatetime
    """Whoever follows moves this on; what nobody follows any more is removed."""

    class Settings:
        name = "followed_replies"
        indexes: ClassVar = [IndexModel([("until", ASCENDING)], name="until", expireAfterSeconds=KEPT_SECONDS)]
