"""Leads events about refunds, disputes and charges to the payment or invoice whose money they are about."""

from functools import partial

from gateways.payment_gateways import PaymentGateways
from services.payments import Payments
from services.payments.decisions import FlagCode
from services.payments.handlers import Hint
from services.reversals.convergence import Convergence
from services.reversals.paid_invoices import PaidInvoices
from services.reversals.turns import SharedTurns

__all__ = ["ReversalEvents"]

MONEY_GOES_BACK = "charge.refunded"
"""The one event about a charge that matters here; the others tell what is known from the payment."""


class ReversalEvents:
    """The `EventHandler` of refunds, disputes and charges."""

    def __init__(
        self,
        *,
        payments: Payments,
        gateways: PaymentGateways,
        of_payments: Convergence,
        invoices: PaidInvoices,
        of_invoices: Convergence,
    ) -> None:
        self._payments = payments
        self._gateways = gateways
        self._of_payments = of_payments
        self._invoices = invoices
        self._of_invoices = of_invoices
        self._turns = SharedTurns()

    async def handle(self, hint: Hint) -> FlagCode | None:
        """Follow whatever a refund, dispute or charge belongs to. Raises as an `EventHandler` may."""
        if hint.object_type == "charge" and hint.type != MONEY_GOES_BACK:
            return None
        # Of one refund there are three events at least, and any of them may come many times at once.
        key = f"{hint.source}/{hint.object_type}/{hint.object_id}"
        flag: FlagCode | None = await self._turns.share(key, partial(self._follow_object, hint))
        return flag

    async def _follow_object(self, hint: Hint) -> FlagCode | None:
        reference = await self._gateways.named(hint.source).reversed_payment(hint.object_type, hint.object_id)
        if reference is None:
            return FlagCode.UNKNOWN_PAYMENT
        invoice = await self._invoices.named(hint.source, reference)
        if invoice is not None:
            return await self._of_invoices.converge(invoice, reference, hint.event_id)
        payment = await self._payments.named(hint.source, reference)
        if payment is not None:
            return await self._of_payments.converge(payment.id, reference, hint.event_id)
        return await self._follow_new_invoice(hint, reference)

    async def _follow_new_invoice(self, hint: Hint, reference: str) -> FlagCode | None:
        """Where a refund is heard of before the invoice: the invoice is granted first, to be taken from."""
        flag = await self._payments.follow(hint.source, reference, hint.event_id)
        invoice = await self._invoices.named(hint.source, reference)
        if invoice is None:
            return flag or FlagCode.UNKNOWN_PAYMENT
        return await self._of_invoices.converge(invoice, reference, hint.event_id)
