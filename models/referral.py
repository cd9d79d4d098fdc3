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
    refused: list[str] = []
    """Of `referrer` and `referred`, those whose wallet could not hold the reward."""
    taken_back_at: UtcDatetime | None = None
    """When what was unspent of both was taken back, since all of the purchase's money went back. With no `rewarded_at`
    it had gone back before there were rewards, and there are none.
    """

    class Settings:
        name = "referrals"
        indexes: ClassVar = [
            IndexModel([("payment_id", ASCENDING)], name="payment_unique", unique=True),
            IndexModel([("referrer_user_id", ASCENDING)], name="of_referrer"),
        ]
