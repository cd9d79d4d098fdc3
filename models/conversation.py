"""Conversations: a title and running totals over their messages."""

from typing import ClassVar

from beanie import Document
from pydantic import Field
from pymongo import ASCENDING, DESCENDING, IndexModel

from models.fields import Int64Amount, UtcDatetime
from models.ids import new_id


class Conversation(Document):
    """One conversation of one user. It is stored with its first reply; totals change with messages, never apart."""

    id: str = Field(default_factory=lambda: new_id("cnv"))  # type: ignore[assignment]
    user_id: str
    title: str
    models: list[str] = []
    """Models that replied in it, at most 50."""
    message_count: Int64Amount
    """Also the position of the next message."""
    total_tokens: Int64Amount
    """Model tokens of all its replies, input and output."""
    total_cost: Int64Amount
    """Wallet tokens."""
    last_message_at: UtcDatetime
    created_at: UtcDatetime

    class Settings:
        name = "conversations"
        indexes: ClassVar = [
            IndexModel(
                [("user_id", ASCENDING), ("last_message_at", DESCENDING), ("_id", DESCENDING)], name="newest_first"
            ),
        ]
