"""States too large to stand inside an entry, addressed by their own hash and never changed."""

from typing import Any, ClassVar

from beanie import Document

from models.fields import UtcDatetime


class LedgerSnapshot(Document):
    """The state after one or more entries. Written before the entry that points to it by `state_ref`."""

    id: str  # type: ignore[assignment]
    """SHA-256 of the state's canonical encoding, in hexadecimal."""
    wallet: str
    state: dict[str, Any]
    created_at: UtcDatetime

    class Settings:
        name = "ledger_snapshots"
        indexes: ClassVar[list[Any]] = []
