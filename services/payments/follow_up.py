"""What follows the end of a payment: codes and discounts used up or given back, bonus and referral tokens granted.

The payment says that it is due (`follow_up_at`) until all of it is done. Every step may be repeated, so whoever closes
or credits a payment runs this at once, and a sweeper runs it again where that failed or the server died.
"""

import structlog
from pymongo.errors import PyMongoError

from models.payment import Payment, PaymentFlag
from services.errors import TokentillError
from services.ledger import GrantSource, Ledger
from services.ledger.keys import bonus_key
from services.payments.decisions import FlagCode
from services.payments.store import PaymentStore
from services.promotions.referrals import Referrals
from services.promotions.reservations import Reservations

__all__ = ["FollowUp"]

_log = structlog.get_logger(__name__)

_BEYOND_CAP = "It was cancelled, its code or discount was used again, and then it was paid after all."
"""Possible where the gateway cannot cancel what was handed out: a Razorpay order can be paid at any time."""


class FollowUp:
    """Runs after every end of a payment."""

    def __init__(
        self, *, store: PaymentStore, reservations: Reservations, referrals: Referrals, ledger: Ledger
    ) -> None:
        self._store = store
        self._reservations = reservations
        self._referrals = referrals
        self._ledger = ledger

    async def attempt(self, payment_id: str) -> None:
        """As `run`, but what fails is only logged: it stays due, and a sweeper goes on with it."""
        try:
            await self.run(payment_id)
        except (TokentillError, PyMongoError) as error:
            _log.warning("follow_up_delayed", payment_id=payment_id, error=type(error).__name__)

    async def run(self, payment_id: str) -> None:
        """Do what is due for the payment, if it has ended. Raises LedgerError and PyMongoError."""
        payment = await self._store.ended_with_follow_up(payment_id)
        if payment is None:
            return
        if payment.credited_at is not None and await self._reservations.is_beyond(payment):
            flag = PaymentFlag(code=FlagCode.DISCOUNT_BEYOND_CAP.value, detail=_BEYOND_CAP, at=payment.credited_at)
            await self._store.add_flag(payment.id, flag, close=False)
        await self._reservations.end(payment)
        if payment.credited_at is not None:
            await self._grant_bonus(payment)
            await self._referrals.reward(payment)
        await self._store.follow_up_done(payment)

    async def _grant_bonus(self, payment: Payment) -> None:
        """Under the payment's own reference, so that what freezes or takes back the purchase finds both."""
        if payment.bonus_tokens:
            await self._ledger.grant(
                payment.wallet_id,
                bonus_key(payment.id),
                source=GrantSource.PROMO,
                amount=payment.bonus_tokens,
                reference=payment.id,
            )
