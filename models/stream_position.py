"""How far what happened in the database has been read, and which server reads on."""

from typing import Any, ClassVar

from beanie import Document

from models.fields import UtcDatetime


class StreamPosition(Document):
    """One reader of a change stream. Whoever moves `lease_until` forward has it until then."""

    id: str  # type: ignore[assignment]
    """The reader's name."""
    token: dict[str, Any] | None = None
    """MongoDB's resume token: everything before it has had its effects. None before the first reading."""
    began_at: UtcDatetime
    """When this was read for the first time; what happened before is told to nobody."""
    read_at: UtcDatetime
    """When `token` was stored."""
    lease_token: str | None = None
    lease_until: UtcDatetime | None = None
    again: list[dict[str, str]] = []
    """Documents, by `collection` and `id`, that could not be read; each later reading tries them again."""

    class Settings:
        name = "stream_positions"
        indexes: ClassVar[list[Any]] = []
