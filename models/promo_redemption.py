"""Which payment has which promo code. One row a payment, made with it in one transaction."""

from enum import StrEnum
from typing import ClassVar

from beanie import Document
from pymongo import ASCENDING, IndexModel

from models.fields import UtcDatetime


class RedemptionState(StrEnum):
    """Whether the payment still has the code."""

    RESERVED = "reserved"
    """The payment is not paid yet."""
    USED = "used"
    RELEASED = "released"
    """The payment ended unpaid; the code does not count it any more."""


LIVE_STATES = [RedemptionState.RESERVED.value, RedemptionState.USED.value]
"""Those that count against a code's caps."""


class PromoRedemption(Document):
    """One payment's promo code."""

    id: str  # type: ignore[assignment]
    """The payment's."""
    promo_code_id: str
    user_id: str
    """Who pays."""
    state: RedemptionState = RedemptionState.RESERVED
    created_at: UtcDatetime

    class Settings:
        name = "promo_redemptions"
        indexes: ClassVar = [
            IndexModel([("promo_code_id", ASCENDING), ("user_id", ASCENDING), ("state", ASCENDING)], name="of_user"),
        ]
