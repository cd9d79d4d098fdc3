"""What follows the end of a payment: codes and discounts given back, or bonus and referral tokens granted.

The payment says that it is due (`follow_up_at`) until all of it is done. Every step may be repeated, so whoever closes
or credits a payment runs this at once, and a sweeper runs it again where that failed or the server died.
"""

import structlog
from pymongo.errors import PyMongoError

from models.payment import Payment, PaymentFlag
from services.clock import Clock
from services.errors import TokentillError
from services.ledger import Ledger
from services.payments.bonus import BonusGrants
from services.payments.decisions import FlagCode
from services.payments.store import PaymentStore
from services.promotions.referrals import ReferralAmounts, Referrals
from services.promotions.reservations import Reservations

__all__ = ["FollowUp"]

_log = structlog.get_logger(__name__)


class FollowUp:
    """Runs after every end of a payment."""

    def __init__(
        self,
        *,
        store: PaymentStore,
        reservations: Reservations,
        ledger: Ledger,
        clock: Clock,
        rewards: ReferralAmounts,
    ) -> None:
        self._store = store
        self._reservations = reservations
        self._referrals = Referrals(ledger, clock, rewards)
        self._bonuses = BonusGrants(store, ledger, clock)
        self._clock = clock

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
        if payment.credited_at is None:
            await self._reservations.give_back(payment)
        else:
            await self._bonuses.grant(payment)
            await self._reward(payment)
        await self._store.follow_up_done(payment)

    async def _reward(self, payment: Payment) -> None:
        refused = await self._referrals.reward(payment)
        if refused:
            detail = f"The wallet of the {' and of the '.join(refused)} cannot hold the referral's reward."
            flag = PaymentFlag(code=FlagCode.REWARD_REFUSED.value, detail=detail, at=self._clock())
            await self._store.add_flag(payment.id, flag, close=False)
