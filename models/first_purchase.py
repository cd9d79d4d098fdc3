"""Who has taken up the first-purchase discount, and with which payment."""

from typing import ClassVar

from beanie import Document
from pymongo import IndexModel

from models.fields import UtcDatetime


class FirstPurchase(Document):
    """At most one row a user, since its id is the user's: that is what makes the discount one. Gone if left unpaid."""

    id: str  # type: ignore[assignment]
    """The user's."""
    payment_id: str
    created_at: UtcDatetime
    used_at: UtcDatetime | None = None
    """When the payment was paid; from then on it is not given back."""

    class Settings:
        name = "first_purchases"
        indexes: ClassVar[list[IndexModel]] = []
