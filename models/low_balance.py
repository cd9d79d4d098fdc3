"""From when on a wallet's owner wants to know that it runs low, and whether it does."""

from typing import ClassVar

from beanie import Document
from bson.int64 import Int64
from pymongo import ASCENDING, IndexModel

from models.fields import Int64Amount, UtcDatetime


class LowBalance(Document):
    """Of one wallet. It is made when the owner chooses something, when the wallet runs low, or is about to expire."""

    id: str  # type: ignore[assignment]
    """The wallet's."""
    user_id: str | None = None
    """Whose own wallet it is, once that mattered; None for a team's."""
    threshold_tokens: Int64Amount | None = None
    """Below this it is low; 0: never. None: LOW_BALANCE_TOKENS."""
    by_mail: bool = False
    low: bool = False
    """Whether it was below at the last look: there is one notice until it is not."""
    notices: int = 0
    """How often it fell below; numbers the notices."""
    low_at: UtcDatetime | None = None
    """When it fell below; None where the owner raised the threshold above it. How things stood at the last fall:"""
    low_available: Int64Amount = Int64(0)
    low_held: Int64Amount = Int64(0)
    low_threshold: Int64Amount = Int64(0)
    tell_at: UtcDatetime | None = None
    """When a sweeper tells of it, since it has not been told; None when it has."""
    look_at: UtcDatetime | None = None
    """When so much of it expires that it is low then; None when that is not in sight."""

    class Settings:
        name = "low_balances"
        indexes: ClassVar = [
            IndexModel([("user_id", ASCENDING)], name="of_user"),
            IndexModel([("tell_at", ASCENDING)], name="untold", partialFilterExpression={"tell_at": {"$type": "date"}}),
            IndexModel(
                [("look_at", ASCENDING)], name="by_look", partialFilterExpression={"look_at": {"$type": "date"}}
            ),
        ]
