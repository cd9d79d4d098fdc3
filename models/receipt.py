"""Receipts: which number each payment's receipt has. Append-only."""

from typing import ClassVar

from beanie import Document
from pymongo import ASCENDING, IndexModel

from models.fields import UtcDatetime


class Receipt(Document):
    """One receipt of one payment. Numbers begin at 1 and leave none out, since the number is the id itself."""

    id: int  # type: ignore[assignment]
    """The number."""
    payment_id: str
    issued_at: UtcDatetime

    class Settings:
        name = "receipts"
        indexes: ClassVar = [IndexModel([("payment_id", ASCENDING)], name="payment_unique", unique=True)]
