"""Referrals: both sides are rewarded once, after the referred user's first paid purchase.

Which purchase was the first is decided by one document with the referred user's id; it freezes wallets and amounts. The
rewards are ledger entries under keys of that payment, and so is what is taken back of them when all of the purchase's
money goes back. Each step may be repeated, by any server.
"""

from collections.abc import Sequence
from datetime import datetime

import structlog
from bson.int64 import Int64
from pymongo.errors import DuplicateKeyError

from models.payment import Payment
from models.referral import Referral
from models.user import User
from services.clock import Clock
from services.ledger import GrantSource, Ledger
from services.ledger.errors import LedgerError
from services.ledger.keys import referral_keys, referral_reference, unreward_keys

__all__ = ["ReferralAmounts", "Referrals"]

_log = structlog.get_logger(__name__)

ReferralAmounts = tuple[int, int]
"""Whole tokens for the referrer, and for the referred user; 0: none."""
_SIDES = ("referrer", "referred")


class Referrals:
    """Rewards referrers and referred users, and takes rewards back."""

    def __init__(self, ledger: Ledger, clock: Clock, amounts: ReferralAmounts = (0, 0)) -> None:
        self._ledger = ledger
        self._clock = clock
        self._amounts = amounts

    async def reward(self, payment: Payment) -> Sequence[str]:
        """Reward both sides, if `payment`, which is paid, is the first of a referred user.

        The sides whose wallet cannot hold it; the other one has its own all the same. Raises LedgerError where a retry
        may help.
        """
        referral = await self._referral(payment)
        if referral is None or referral.payment_id != payment.id:
            return ()
        if referral.rewarded_at is not None or referral.taken_back_at is not None:
            return referral.refused
        # After the row was stored: whoever takes the money back since then finds the row, and who did before is seen.
        if await _is_reversed(payment.id):
            return await self._take_back(referral)
        refused = await self._grant_both(referral)
        await _mark(referral, {"rewarded_at": None}, {"rewarded_at": self._clock(), "refused": refused})
        _log.info("referral_rewarded", user_id=referral.id, payment_id=payment.id)
        return refused

    async def take_back(self, payment_id: str) -> None:
        """Take what is unspent of both rewards for this payment, all of whose money is gone. Nobody owes the rest.

        Raises LedgerError where a retry may help.
        """
        referral = await Referral.find_one({"payment_id": payment_id})
        if referral is not None and referral.taken_back_at is None:
            await self._take_back(referral)

    async def _take_back(self, referral: Referral) -> Sequence[str]:
        refused: Sequence[str] = referral.refused
        if referral.rewarded_at is None:
            # Another server may be about to grant them; so they are granted first, and can come only before this.
            refused = await self._grant_both(referral)
        reference, keys = referral_reference(referral.payment_id), unreward_keys(referral.payment_id)
        for side, key in zip(_SIDES, keys, strict=True):
            wallet, amount = _terms(referral, side)
            if amount and side not in refused:
                await self._ledger.reclaim(wallet, key, reference=reference, amount=amount)
        now = self._clock()
        ended = {"taken_back_at": now, "rewarded_at": referral.rewarded_at or now, "refused": refused}
        await _mark(referral, {"taken_back_at": None}, ended)
        _log.info("referral_taken_back", user_id=referral.id, payment_id=referral.payment_id)
        return refused

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
        reversed_at = self._clock() if await _is_reversed(payment.id) else None
        referral = self._new(referred, referrer, payment.id, reversed_at)
        try:
            await referral.insert()
        except DuplicateKeyError:  # another payment of the user, or another server, was faster
            return await Referral.find_one({"_id": payment.user_id})
        return referral

    def _new(self, referred: User, referrer: User, payment_id: str, reversed_at: datetime | None) -> Referral:
        return Referral(
            id=referred.id,
            referred_wallet_id=referred.wallet_id,
            referrer_user_id=referrer.id,
            referrer_wallet_id=referrer.wallet_id,
            payment_id=payment_id,
            referrer_tokens=Int64(self._amounts[0]),
            referred_tokens=Int64(self._amounts[1]),
            created_at=self._clock(),
            taken_back_at=reversed_at,
        )

    async def _grant_both(self, referral: Referral) -> list[str]:
        """The sides whose wallet refuses it for good."""
        refused = []
        for side, key in zip(_SIDES, referral_keys(referral.payment_id), strict=True):
            wallet, amount = _terms(referral, side)
            try:
                await self._grant(wallet, key, amount, referral_reference(referral.payment_id))
            except LedgerError as error:
                if error.retryable:
                    raise
                refused.append(side)
                _log.warning("referral_refused", payment_id=referral.payment_id, side=side, code=error.code)
        return refused

    async def _grant(self, wallet: str, key: str, amount: int, reference: str) -> None:
        if amount:
            await self._ledger.grant(wallet, key, source=GrantSource.REFERRAL, amount=amount, reference=reference)


def _terms(referral: Referral, side: str) -> tuple[str, int]:
    """The wallet of a side, and its reward in whole tokens."""
    if side == "referrer":
        return referral.referrer_wallet_id, referral.referrer_tokens
    return referral.referred_wallet_id, referral.referred_tokens


async def _is_reversed(payment_id: str) -> bool:
    """Whether all of the money of a payment is gone, as it is stored now."""
    payment = await Payment.get(payment_id)
    return payment is not None and payment.reversal is not None and payment.reversal.is_whole


async def _mark(referral: Referral, only_if: dict[str, None], values: dict[str, object]) -> None:
    await Referral.get_pymongo_collection().update_one({"_id": referral.id, **only_if}, {"$set": values})
