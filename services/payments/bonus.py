"""Grants what a promo code adds to a payment."""

import structlog

from models.payment import Payment, PaymentFlag
from services.clock import Clock
from services.ledger import GrantSource, Ledger
from services.ledger.errors import LedgerError
from services.ledger.keys import bonus_key
from services.payments.decisions import FlagCode
from services.payments.store import PaymentStore

__all__ = ["BonusGrants"]

_log = structlog.get_logger(__name__)


class BonusGrants:
    """Called by whatever follows a credit, and again before a refund or dispute takes anything of it.

    So whichever of the two comes first, the bonus is there to be taken, and nothing is granted after it was.
    """

    def __init__(self, store: PaymentStore, ledger: Ledger, clock: Clock) -> None:
        self._store = store
        self._ledger = ledger
        self._clock = clock

    async def grant(self, payment: Payment) -> bool:
        """Let the bonus of `payment`, which is credited, stand in the ledger; false when there is none, or none now.

        One that the ledger refuses for good is given up, and flagged. Raises LedgerError where a retry may help.
        """
        if not payment.bonus_tokens or payment.bonus_refused_at is not None:
            return False
        try:
            # Under the payment's own reference, so that what freezes or takes back the purchase finds both.
            await self._ledger.grant(
                payment.wallet_id,
                bonus_key(payment.id),
                source=GrantSource.PROMO,
                amount=payment.bonus_tokens,
                reference=payment.id,
            )
        except LedgerError as error:
            if error.retryable:
                raise
            await self._give_up(payment, error)
            return False
        return True

    async def _give_up(self, payment: Payment, error: LedgerError) -> None:
        code, detail, now = FlagCode.BONUS_REFUSED, f"{error.code}: {error.message}", self._clock()
        await self._store.add_flag(payment.id, PaymentFlag(code=code.value, detail=detail, at=now), close=False)
        await self._store.give_up_bonus(payment.id, now)
        _log.warning("bonus_refused", payment_id=payment.id, code=error.code)
