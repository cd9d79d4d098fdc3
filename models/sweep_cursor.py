"""How far each sweeper has come, so that a restart does not begin from the start of time."""

from typing import Any, ClassVar

from beanie import Document

from models.fields import UtcDatetime


class SweepCursor(Document):
    """The moment up to which a sweeper has done its work."""

    id: str  # type: ignore[assignment]
    """The sweeper's name."""
    swept_to: UtcDatetime | None = None
    turns: int = 0
    """Counted up by whoever must not do something at the same time as another."""
    retry: list[dict[str, str]] = []
    """What could not be done, by ids; each later sweep tries it again."""

    class Settings:
        name = "sweep_cursors"
        indexes: ClassVar[list[Any]] = []
