"""API keys: how a program acts for a user without signing in."""

from enum import StrEnum
from typing import ClassVar

from beanie import Document
from pydantic import Field
from pymongo import ASCENDING, DESCENDING, IndexModel

from models.fields import UtcDatetime
from models.ids import new_id


class ApiScope(StrEnum):
    """What an API key may do."""

    READ = "read"
    CHAT = "chat"
    PURCHASE = "purchase"
    SPEND = "spend"
    ADMIN = "admin"


class ApiKey(Document):
    """One key of one user. Its token is stored as a hash, and never changes."""

    id: str = Field(default_factory=lambda: new_id("key"))  # type: ignore[assignment]
    user_id: str
    name: str
    prefix: str
    """The part of the token that is no secret: people tell keys apart by it, and requests find them by it."""
    token_hash: str
    """SHA-256 of the whole token, in hexadecimal."""
    scopes: list[ApiScope]
    client_key: str | None = None
    """The caller's idempotency key, where one was sent."""
    slot: int | None
    """Which of the user's places it takes, from 0 on; None once it is revoked, or found to be expired."""
    created_at: UtcDatetime
    expires_at: UtcDatetime | None = None
    """None: never."""
    revoked_at: UtcDatetime | None = None
    last_used_at: UtcDatetime | None = None
    """To the minute."""

    class Settings:
        name = "api_keys"
        indexes: ClassVar = [
            IndexModel([("prefix", ASCENDING)], name="prefix_unique", unique=True),
            IndexModel(
                [("user_id", ASCENDING), ("client_key", ASCENDING)],
                name="client_key_unique",
                unique=True,
                partialFilterExpression={"client_key": {"$type": "string"}},
            ),
            IndexModel(
                [("user_id", ASCENDING), ("slot", ASCENDING)],
                name="slot_unique",
                unique=True,
                partialFilterExpression={"slot": {"$type": "int"}},
            ),
            IndexModel([("user_id", ASCENDING), ("_id", DESCENDING)], name="newest_first"),
        ]
