"""A thousand charges of a wallet, one after the other, summed up. Made of the ledger alone; never changed."""

from typing import Any, ClassVar

from beanie import Document, PydanticObjectId
from pydantic import Field
from pymongo import ASCENDING, IndexModel

from models.fields import Int64Amount, UtcDatetime


class UsageRun(Document):
    """Written by `services/usage/runs.py` alone. Any server makes the same of a ledger."""

    id: PydanticObjectId = Field(default_factory=PydanticObjectId)
    wallet: str
    number: Int64Amount
    """From 0 on, without a gap."""
    after: Int64Amount
    """The entry of the ledger that it begins behind: the last of the run before."""
    through: Int64Amount
    """The entry that it ends with."""
    since: UtcDatetime
    """When its first charge was."""
    until: UtcDatetime
    """When its last charge was."""
    cells: list[dict[str, Any]]
    """Sums by quarter of an hour, model, provider, kind and member."""
    conversations: list[dict[str, Any]]
    """Sums by conversation, model, provider, kind and member."""

    class Settings:
        name = "usage_runs"
        indexes: ClassVar = [
            IndexModel([("wallet", ASCENDING), ("number", ASCENDING)], name="wallet_number_unique", unique=True),
            IndexModel([("wallet", ASCENDING), ("since", ASCENDING), ("number", ASCENDING)], name="wallet_since"),
            IndexModel([("wallet", ASCENDING), ("until", ASCENDING), ("number", ASCENDING)], name="wallet_until"),
        ]
