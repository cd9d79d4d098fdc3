"""What a payment brought beside its tokens: a promo code's bonus, and a referral's rewards."""

from models.payment import Payment
from services.clock import Clock
from services.ledger import Ledger
from services.payments.bonus import BonusGrants
from services.payments.store import PaymentStore
from services.promotions.referrals import Referrals
from services.reversals.paid import Paid

__all__ = ["Extras"]


class Extras:
    """Every call may be repeated, and raises LedgerError where a retry may help."""

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._bonuses = BonusGrants(PaymentStore(), ledger, clock)
        self._referrals = Referrals(ledger, clock)

    async def complete(self, paid: Paid) -> bool:
        """Let the bonus that belongs to a credit be there before any of it is taken; false when there is none now."""
        if paid.credited_at is None or not paid.bonus_tokens:
            return True
        payment = await Payment.get(paid.id)
        return payment is not None and await self._bonuses.grant(payment)

    async def take_rewards_back(self, paid: Paid) -> None:
        """All of the money is gone: both sides of a referral that this purchase paid for give back what is unspent."""
        await self._referrals.take_back(paid.id)
