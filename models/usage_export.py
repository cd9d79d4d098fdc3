"""A user's latest export of usage: what it holds, and how far it has been sent. One row a user."""

from enum import StrEnum
from typing import Any, ClassVar

from beanie import Document
from pydantic import Field
from pymongo import IndexModel

from models.fields import Int64Amount, UtcDatetime
from models.ids import new_id


class UsageExportFormat(StrEnum):
    """What the file is, which is also how its name ends."""

    CSV = "csv"
    JSONL = "jsonl"
    XLSX = "xlsx"


class UsageExportState(StrEnum):
    """How an export stands."""

    READY = "ready"
    """Nobody has taken it yet."""
    RUNNING = "running"
    DONE = "done"
    """It was sent to its end."""
    CUT = "cut"
    """It ended early: whoever took it went away. It can be taken again."""
    CANCELLED = "cancelled"


class UsageExport(Document):
    """A row changes by one conditional update at a time, so that a user takes one at a time, whatever servers."""

    id: str  # type: ignore[assignment]
    """The id of the user who asked."""
    export_id: str = Field(default_factory=lambda: new_id("exp"))
    format: UsageExportFormat
    wallet_id: str | None
    """None: everybody's, for admins."""
    filter: dict[str, Any]
    """The fields of a `UsageFilter`."""
    until: UtcDatetime
    """What was charged later is not in it."""
    state: UsageExportState = UsageExportState.READY
    rows: Int64Amount = 0
    """Charges that were sent."""
    progress: float = 0.0
    """How much of the ledger was gone through, from 0 to 1."""
    asked_at: UtcDatetime
    ended_at: UtcDatetime | None = None
    day: str
    """The day in UTC that `taken` is about."""
    taken: int = 0
    """Exports that were begun on that day."""
    lease_token: str | None = None
    """Who sends it; None: nobody, or it was cancelled."""
    lease_until: UtcDatetime | None = None

    class Settings:
        name = "usage_exports"
        indexes: ClassVar[list[IndexModel]] = []
