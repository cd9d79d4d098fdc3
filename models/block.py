"""The block list: terms that no message may hold, and users who may send none."""

from enum import StrEnum
from typing import ClassVar

from beanie import Document
from pydantic import Field
from pymongo import ASCENDING, IndexModel

from models.fields import UtcDatetime
from models.ids import new_id


class BlockKind(StrEnum):
    """What is blocked."""

    TERM = "term"
    USER = "user"


class Block(Document):
    """One row of the list."""

    id: str = Field(default_factory=lambda: new_id("blk"))  # type: ignore[assignment]
    kind: BlockKind
    value: str
    """A term as messages are compared with it, or a user's id."""
    written: str
    """The term as the admin wrote it, or the user's id."""
    created_by: str
    created_at: UtcDatetime

    class Settings:
        name = "blocks"
        indexes: ClassVar = [
            IndexModel([("kind", ASCENDING), ("value", ASCENDING)], name="value_unique", unique=True),
        ]
