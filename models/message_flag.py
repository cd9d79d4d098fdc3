"""What users say of messages that an admin should look at. One row for each user and message."""

from enum import StrEnum
from typing import ClassVar

from beanie import Document
from pymongo import ASCENDING, IndexModel

from models.fields import UtcDatetime


class FlagCategory(StrEnum):
    """What is wrong with it, for sorting."""

    ABUSE = "abuse"
    """It insults, threatens or harasses somebody."""
    HATE = "hate"
    SEXUAL = "sexual"
    VIOLENCE = "violence"
    SELF_HARM = "self_harm"
    PRIVACY = "privacy"
    """It gives away what is somebody's own."""
    SPAM = "spam"
    WRONG = "wrong"
    """It says what is not so."""
    OTHER = "other"


class MessageFlag(Document):
    """One user's. It never changes; it goes with the message, and with the user."""

    id: str  # type: ignore[assignment]
    """`<message>.<user>`, so that nobody flags a message twice."""
    message_id: str
    conversation_id: str
    user_id: str
    category: FlagCategory
    reason: str
    """In the user's words."""
    at: UtcDatetime

    class Settings:
        name = "message_flags"
        indexes: ClassVar = [
            IndexModel([("message_id", ASCENDING), ("at", ASCENDING)], name="of_message"),
            IndexModel([("user_id", ASCENDING), ("at", ASCENDING)], name="of_user"),
            IndexModel([("conversation_id", ASCENDING)], name="of_conversation"),
        ]
