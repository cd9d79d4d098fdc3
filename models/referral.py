"""Referrals that have paid off: whose first paid purchase rewards whom with how much."""

from typing import ClassVar

from beanie import Document
from pymongo import ASCENDING, IndexModel

from models.fields import Int64Amount, UtcDatetime


class Referral(Document):
    """One row a referred user, since its id is theirs: it decides which of their payments was the first."""

    id: str  # type: ignore[assignment]
    """The referred user's."""
    referred_wallet_id: str
    referrer_user_id: str
    referrer_wallet_id: str
    payment_id: str
    """The first paid purchase. Wallets and amounts are frozen with it."""
    referrer_tokens: Int64Amount
    referred_tokens: Int64Amount
    created_at: UtcDatetime
    rewarded_at: UtcDatetime | None = None
    """When both rewards were seen to stand in the ledger."""

    class Settings:
        name = "referrals"
        indexes: ClassVar = [
            IndexModel([("payment_id", ASCENDING)], name="payment_unique", unique=True),
            IndexModel([("referrer_user_id", ASCENDING)], name="of_referrer"),
        ]
