"""What the rates of each price version follow from. Written before the first charge by it, never changed or removed."""

from typing import Any, ClassVar

from beanie import Document
from pymongo import DESCENDING, IndexModel

from models.fields import Int64Amount, UtcDatetime


class PriceVersion(Document):
    """One version. Its id stands on every charge that was made by it."""

    id: str  # type: ignore[assignment]
    basis: dict[str, Any]
    """What the rates follow from, as `services/catalog/price_basis.py` writes it."""
    rates: dict[str, Int64Amount]
    """Millionths of a wallet token per model token, by kind, and for one `image`."""
    created_at: UtcDatetime

    class Settings:
        name = "price_versions"
        indexes: ClassVar = [IndexModel([("created_at", DESCENDING), ("_id", DESCENDING)], name="newest_first")]
