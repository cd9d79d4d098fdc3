"""Conversations that are shared: each row is one person's access, from the invitation on until it ends."""

from enum import StrEnum
from typing import ClassVar

from beanie import Document
from pydantic import Field
from pymongo import ASCENDING, IndexModel

from models.fields import UtcDatetime
from models.ids import new_id

ENDED_KEPT_SECONDS = 3_600
"""So long an ended row tells other servers whom it was for."""


class ShareAccess(StrEnum):
    """What somebody may do with a conversation of another."""

    READ = "read"
    WRITE = "write"


class ConversationShare(Document):
    """Offered while `user_id` is None, accepted while it is not, ended when `slot` is None."""

    id: str = Field(default_factory=lambda: new_id("shr"))  # type: ignore[assignment]
    conversation_id: str
    owner_id: str
    client_key: str
    """The owner's idempotency key."""
    offered: ShareAccess
    """What it began with, by which a repeated call is known."""
    access: ShareAccess
    slot: int | None
    """Its place among the conversation's, so that there are never more than may be. None: it has ended."""
    user_id: str | None = None
    """Who has access by it."""
    ended_for: str | None = None
    """Who had access by it until it ended."""
    expires_at: UtcDatetime | None
    """Until when it can be accepted; None once it was."""
    created_at: UtcDatetime
    accepted_at: UtcDatetime | None = None
    ended_at: UtcDatetime | None = None

    class Settings:
        name = "conversation_shares"
        indexes: ClassVar = [
            IndexModel(
                [("conversation_id", ASCENDING), ("user_id", ASCENDING)],
                name="person_unique",
                unique=True,
                partialFilterExpression={"user_id": {"$type": "string"}},
            ),
            IndexModel(
                [("conversation_id", ASCENDING), ("slot", ASCENDING)],
                name="slot_unique",
                unique=True,
                partialFilterExpression={"slot": {"$type": "int"}},
            ),
            IndexModel(
                [("conversation_id", ASCENDING), ("client_key", ASCENDING)], name="client_key_unique", unique=True
            ),
            IndexModel([("user_id", ASCENDING)], name="of_a_person"),
            IndexModel([("expires_at", ASCENDING)], name="offer_expiry", expireAfterSeconds=0),
            IndexModel([("ended_at", ASCENDING)], name="ended_expiry", expireAfterSeconds=ENDED_KEPT_SECONDS),
        ]
