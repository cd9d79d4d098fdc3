"""Teams: several people who spend from one wallet."""

from typing import ClassVar

from beanie import Document
from bson.int64 import Int64
from pydantic import Field
from pymongo import ASCENDING, IndexModel

from models.fields import Int64Amount, UtcDatetime
from models.ids import new_id


class Team(Document):
    """One team. Who is in it, and as what, stands in `TeamMember`; the ledger knows only `wallet_id`."""

    id: str = Field(default_factory=lambda: new_id("team"))  # type: ignore[assignment]
    name: str
    wallet_id: str = Field(default_factory=lambda: new_id("wal"))
    """Never changes, whoever owns the team."""
    created_by: str
    """The user who made it, and was its first owner."""
    client_key: str
    """That user's idempotency key."""
    made_as: str
    """The name that it was made with, by which a repeated call is known."""
    changes: Int64Amount = Int64(0)
    """Counted up by whatever changes who is in it, so that two of these never act on the same state."""
    created_at: UtcDatetime
    closed_at: UtcDatetime | None = None
    """Since when nobody is in it any more."""
    closed_by: str | None = None
    """The user who owned it then."""

    class Settings:
        name = "teams"
        indexes: ClassVar = [
            IndexModel([("created_by", ASCENDING), ("client_key", ASCENDING)], name="client_key_unique", unique=True),
            IndexModel([("wallet_id", ASCENDING)], name="wallet_unique", unique=True),
            IndexModel(
                [("closed_by", ASCENDING)], name="closed", partialFilterExpression={"closed_by": {"$type": "string"}}
            ),
        ]
