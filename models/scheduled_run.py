"""Work that one server at a time does now and then: when it is due, who does it, and how it went."""

from typing import Any, ClassVar

from beanie import Document

from models.fields import UtcDatetime


class ScheduledRun(Document):
    """One kind of work. Whoever moves `lease_until` forward has it until then."""

    id: str  # type: ignore[assignment]
    """The work's name."""
    due_at: UtcDatetime
    lease_token: str | None = None
    lease_until: UtcDatetime | None = None
    started_at: UtcDatetime | None = None
    finished_at: UtcDatetime | None = None
    outcome: dict[str, Any] = {}
    """What the last run that came to its end reported."""

    class Settings:
        name = "scheduled_runs"
        indexes: ClassVar[list[Any]] = []
