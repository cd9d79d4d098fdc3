"""A day of a wallet, as some time zone has it, summed up from the wallet's runs."""

from typing import Any, ClassVar

from beanie import Document, PydanticObjectId
from pydantic import Field
from pymongo import ASCENDING, IndexModel

from models.fields import Int64Amount, UtcDatetime


class UsageDay(Document):
    """Written by `services/usage/days.py` alone, once the day is over, and never changed.

    It knows no zone: zones whose days begin together share it.
    """

    id: PydanticObjectId = Field(default_factory=PydanticObjectId)
    wallet: str
    minutes: int
    """How long it is: 1,440, but where clocks are changed."""
    start: UtcDatetime
    requests: Int64Amount
    input_tokens: Int64Amount
    output_tokens: Int64Amount
    cost: Int64Amount
    cells: list[dict[str, Any]]
    """Sums by model, provider, kind and member; empty for a day without charges."""

    class Settings:
        name = "usage_days"
        indexes: ClassVar = [
            IndexModel(
                [("wallet", ASCENDING), ("minutes", ASCENDING), ("start", ASCENDING)],
                name="wallet_day_unique",
                unique=True,
            )
        ]
