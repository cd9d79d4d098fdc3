"""Who a user is at a payment gateway."""

from typing import ClassVar

from beanie import Document
from pydantic import Field
from pymongo import ASCENDING, IndexModel

from models.fields import UtcDatetime
from models.ids import new_id


class Customer(Document):
    """One user at one gateway, in one of its modes. Cards and addresses stay there."""

    id: str = Field(default_factory=lambda: new_id("cus"))  # type: ignore[assignment]
    user_id: str
    gateway: str
    livemode: bool
    reference: str
    """The gateway's id: `cus_...` for Stripe."""
    created_at: UtcDatetime

    class Settings:
        name = "customers"
        indexes: ClassVar = [
            IndexModel(
                [("user_id", ASCENDING), ("gateway", ASCENDING), ("livemode", ASCENDING)],
                name="customer_unique",
                unique=True,
            ),
        ]
