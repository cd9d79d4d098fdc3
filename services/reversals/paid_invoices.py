"""Paid invoices of subscriptions, as refunds and disputes see them."""

from models.payment import PaymentFlag
from models.subscription_invoice import SubscriptionInvoice
from services.reversals.paid import Paid
from services.reversals.store import ReversalStore
from services.subscriptions.store import SubscriptionStore

__all__ = ["PaidInvoices"]


class PaidInvoices(ReversalStore):
    """The `subscription_invoices` collection. Flags stand on the subscription, where its other ones are."""

    document = SubscriptionInvoice
    credited_field = "granted_at"

    async def named(self, gateway: str, reference: str) -> str | None:
        """The id of the invoice that this payment of the gateway's paid."""
        query = {"gateway": gateway, "payment_reference": {"$eq": reference, "$type": "string"}}
        found = await SubscriptionInvoice.find_one(query)
        return None if found is None else found.id

    async def invoice(self, invoice_id: str) -> SubscriptionInvoice | None:
        """The invoice, whosever it is."""
        return await SubscriptionInvoice.get(invoice_id)

    async def paid(self, paid_id: str) -> Paid | None:
        """See `ReversalStore`."""
        invoice = await self.invoice(paid_id)
        if invoice is None:
            return None
        return Paid(
            id=invoice.id,
            gateway=invoice.gateway,
            reference=invoice.payment_reference,
            wallet_id=invoice.wallet_id,
            giver_wallet_id=None,
            currency=invoice.currency,
            tokens=invoice.tokens,
            bonus_tokens=0,
            tokens_expire_at=invoice.tokens_expire_at,
            credited_at=invoice.granted_at,
            denied=False,
            reversal=invoice.reversal,
            status=None,
        )

    async def flag(self, paid: Paid, flag: PaymentFlag) -> None:
        """See `ReversalStore`."""
        invoice = await self.invoice(paid.id)
        if invoice is not None:
            named = flag.model_copy(update={"detail": f"{paid.id}: {flag.detail}"})
            await SubscriptionStore().add_flag(invoice.subscription_id, named)
