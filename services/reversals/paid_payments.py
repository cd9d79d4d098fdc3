"""Payments, as refunds and disputes see them."""

from models.payment import Payment, PaymentFlag
from services.payments.store import PaymentStore
from services.reversals.paid import Paid
from services.reversals.store import ReversalStore

__all__ = ["PaidPayments"]


class PaidPayments(ReversalStore):
    """The `payments` collection."""

    document = Payment
    credited_field = "credited_at"

    async def payment(self, payment_id: str) -> Payment | None:
        """The payment, whosever it is."""
        return await Payment.get(payment_id)

    async def paid(self, paid_id: str) -> Paid | None:
        """See `ReversalStore`."""
        payment = await self.payment(paid_id)
        if payment is None:
            return None
        return Paid(
            id=payment.id,
            gateway=payment.gateway,
            reference=payment.gateway_reference,
            wallet_id=payment.wallet_id,
            giver_wallet_id=_giver(payment),
            currency=payment.currency,
            tokens=payment.tokens,
            bonus_tokens=payment.bonus_tokens if payment.bonus_refused_at is None else 0,
            tokens_expire_at=None,
            credited_at=payment.credited_at,
            denied=payment.denied_at is not None,
            reversal=payment.reversal,
            status=payment.status,
        )

    async def flag(self, paid: Paid, flag: PaymentFlag) -> None:
        """See `ReversalStore`."""
        await PaymentStore().add_flag(paid.id, flag, close=False)


def _giver(payment: Payment) -> str | None:
    """The wallet of a gift's giver; None for what somebody bought for themselves."""
    payer = payment.payer_wallet_id
    return payer if payment.gift is not None and payer != payment.wallet_id else None
