"""Referrals: both sides are rewarded once, after the referred user's first paid purchase.

Which purchase was the first is decided by one document with the referred user's id; it freezes wallets and amounts. The
rewards are ledger entries under keys of that payment. Each step may be repeated.
"""

import structlog
from bson.int64 import Int64
from pymongo.errors import DuplicateKeyError

from models.payment import Payment
from models.referral import Referral
from models.user import User
from services.clock import Clock
from services.ledger import GrantSource, Ledger
from services.ledger.keys import referral_keys

__all__ = ["ReferralAmounts", "Referrals"]

_log = structlog.get_logger(__name__)

ReferralAmounts = tuple[int, int]
"""Whole tokens for the referrer, and for the referred user; 0: none."""


class Referrals:
    """Rewards referrers and referred users."""

    def __init__(self, ledger: Ledger, clock: Clock, amounts: ReferralAmounts) -> None:
        self._ledger = ledger
        self._clock = clock
        self._amounts = amounts

    async def reward(self, payment: Payment) -> None:
        """Reward both sides, if `payment`, which is paid, is the first of a referred user. Raises LedgerError."""
        referral = await self._referral(payment)
        if referral is None or referral.payment_id != payment.id or referral.rewarded_at is not None:
            return
        referrer_key, referred_key = referral_keys(payment.id)
        await self._grant(referral.referrer_wallet_id, referrer_key, referral.referrer_tokens)
        await self._grant(referral.referred_wallet_id, referred_key, referral.referred_tokens)
        await Referral.get_pymongo_collection().update_one(
            {"_id": referral.id, "rewarded_at": None}, {"$set": {"rewarded_at": self._clock()}}
        )
        _log.info("referral_rewarded", user_id=referral.id, payment_id=payment.id)

    async def _referral(self, payment: Payment) -> Referral | None:
        known = await Referral.find_one({"_id": payment.user_id})
        if known is not None or not any(self._amounts):
            return known
        referred = await User.find_one({"_id": payment.user_id})
        if referred is None or referred.referred_by is None:
            return None
        referrer = await User.find_one({"_id": referred.referred_by})
        if referrer is None or referrer.id == referred.id:
            return None
        referral = Referral(
            id=referred.id,
            referred_wallet_id=referred.wallet_id,
            referrer_user_id=referrer.id,
            referrer_wallet_id=referrer.wallet_id,
            payment_id=payment.id,
            referrer_tokens=Int64(self._amounts[0]),
            referred_tokens=Int64(self._amounts[1]),
            created_at=self._clock(),
        )
        try:
            await referral.insert()
        except DuplicateKeyError:  # another payment of the user, or another server, was faster
            return await Referral.find_one({"_id": payment.user_id})
        return referral

    async def _grant(self, wallet: str, key: str, amount: int) -> None:
        if amount:
            await self._ledger.grant(wallet, key, source=GrantSource.REFERRAL, amount=amount)
