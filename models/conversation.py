"""Conversations: a title and running totals over their messages."""

from typing import ClassVar

from beanie import Document
from pydantic import BaseModel, Field
from pymongo import ASCENDING, DESCENDING, TEXT, IndexModel

from models.fields import Int64Amount, UtcDatetime
from models.ids import new_id


class Branch(BaseModel):
    """What was written after an edited message, or instead of a reply. Number 0, the first one, is not listed."""

    number: int
    parent: int | None
    """The branch that it leaves; None when it has another first message."""
    after: Int64Amount
    """Position of the last message that it shares with its parent; -1 for none."""


class Conversation(Document):
    """One conversation of its owner. Totals, over all branches and authors, change with messages, never apart."""

    id: str = Field(default_factory=lambda: new_id("cnv"))  # type: ignore[assignment]
    user_id: str
    """The owner's; others see it by a `ConversationShare`."""
    title: str
    """Empty until the first message, where nobody named one."""
    search_text: str = ""
    """Its title as search looks for it."""
    models: list[str] = []
    """Models that replied in it, at most 50."""
    message_count: Int64Amount
    """Also the position of the next message."""
    total_tokens: Int64Amount
    """Model tokens of all its replies, input and output."""
    total_cost: Int64Amount
    """Wallet tokens."""
    last_message_at: UtcDatetime
    """When it was made, as long as it has none."""
    branches: list[Branch] = []
    shown_branch: int = 0
    """The branch that is read and gone on with when nothing else is asked for."""
    deleted_at: UtcDatetime | None = None
    """Nobody sees it any more, and its texts are being removed."""
    deleted_by: str | None = None
    """Its owner, so that what tells other servers of the removal says whose it was."""
    created_at: UtcDatetime

    class Settings:
        name = "conversations"
        indexes: ClassVar = [
            IndexModel(
                [("user_id", ASCENDING), ("last_message_at", DESCENDING), ("_id", DESCENDING)], name="newest_first"
            ),
            IndexModel([("user_id", ASCENDING), ("search_text", TEXT)], name="title_search", default_language="none"),
            IndexModel(
                [("deleted_at", ASCENDING)],
                name="being_deleted",
                partialFilterExpression={"deleted_at": {"$type": "date"}},
            ),
        ]
