"""Which migrations the database has had, and which server carries one out now."""

from typing import Any, ClassVar

from beanie import Document
from pymongo import IndexModel

from models.fields import UtcDatetime


class Migration(Document):
    """One migration by its number; or, under `lease`, who migrates. Written by `database/migrations` alone."""

    id: int | str  # type: ignore[assignment]
    name: str = ""
    started_at: UtcDatetime | None = None
    finished_at: UtcDatetime | None = None
    """None while it has not come to its end."""
    cursor: Any = None
    """How far it has come; only the migration itself can read it."""
    done: int = 0
    """How many documents it has dealt with."""
    token: str | None = None
    until: UtcDatetime | None = None
    """Of the lease."""

    class Settings:
        name = "migrations"
        indexes: ClassVar[list[IndexModel]] = []
