"""Keys that sign access tokens, as far as the database holds them: without JWT_SECRET no row is a key."""

from typing import ClassVar

from beanie import Document
from pydantic import Field
from pymongo import ASCENDING, IndexModel

from models.fields import UtcDatetime
from models.ids import new_id


class SigningKey(Document):
    """One rotation. The key before the first one is made of JWT_SECRET alone and has no row."""

    id: str = Field(default_factory=lambda: new_id("sgk"))  # type: ignore[assignment]
    """The `kid` of the tokens that it signs."""
    number: int
    """1, 2, 3 and so on; the unique index lets one of several rotations at a time be the next."""
    salt: str
    """Random, in hexadecimal. Together with JWT_SECRET it makes the key."""
    signs_from: UtcDatetime
    """Later than `created_at`, so that every server knows the key before any signs with it."""
    ends_earlier: bool
    """Whether the keys before it ended at `signs_from`, not only when their last token had run out."""
    created_at: UtcDatetime

    class Settings:
        name = "signing_keys"
        indexes: ClassVar = [IndexModel([("number", ASCENDING)], name="number_unique", unique=True)]
