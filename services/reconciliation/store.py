"""Our side of the comparison, read page by page."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

from models.ids import first_id
from models.payment import Payment, PaymentStatus
from models.subscription import Subscription
from models.subscription_invoice import SubscriptionInvoice

__all__ = ["OurPayments"]

PAGE = 100


class OurPayments:
    """Payments and the invoices of subscriptions, as reconciliation reads them."""

    async def newest_first(self, gateway: str, since: datetime) -> AsyncIterator[Payment]:
        """Payments of this gateway that were made at `since` or later."""
        bounds: dict[str, Any] = {"$gte": first_id("pay", since)}
        while True:
            query = {"_id": dict(bounds), "gateway": gateway}
            page = await Payment.find(query).sort("-_id").limit(PAGE).to_list()
            for payment in page:
                yield payment
            if len(page) < PAGE:
                return
            bounds["$lt"] = page[-1].id

    async def denied(self, gateway: str, *, livemode: bool) -> AsyncIterator[tuple[str, str]]:
        """References and ids of payments that are never credited, however old, whose money has not gone back."""
        query = {
            "gateway": gateway,
            "livemode": livemode,
            "denied_at": {"$type": "date"},
            "status": {"$ne": PaymentStatus.REFUNDED.value},
            "gateway_reference": {"$type": "string"},
        }
        async for row in Payment.get_pymongo_collection().find(query, {"gateway_reference": True}):
            yield row["gateway_reference"], row["_id"]

    async def by_id(self, payment_id: str) -> Payment | None:
        """The payment as it is now."""
        return await Payment.get(payment_id)

    async def by_reference(self, gateway: str, reference: str) -> Payment | None:
        """The payment of this reference at the gateway."""
        return await Payment.find_one({"gateway": gateway, "gateway_reference": {"$eq": reference, "$type": "string"}})

    async def has_subscription(self, gateway: str, reference: str) -> bool:
        """Whether the gateway's subscription is one of ours."""
        query = {"gateway": gateway, "gateway_reference": {"$eq": reference, "$type": "string"}}
        return await Subscription.find_one(query) is not None

    async def invoice(self, invoice_reference: str) -> SubscriptionInvoice | None:
        """A paid invoice of a subscription as it is now."""
        return await SubscriptionInvoice.get(invoice_reference)

    async def invoice_paid_by(self, gateway: str, reference: str) -> SubscriptionInvoice | None:
        """The subscription's invoice that this payment of the gateway's paid."""
        query = {"gateway": gateway, "payment_reference": {"$eq": reference, "$type": "string"}}
        return await SubscriptionInvoice.find_one(query)

    async def reversed_invoices(self, gateway: str, since: datetime, *, livemode: bool) -> AsyncIterator[str]:
        """The ids of invoices that were paid at `since` or later, and of which refunds or disputes are known here."""
        query = {
            "gateway": gateway,
            "livemode": livemode,
            "paid_at": {"$gte": since},
            "reversal": {"$type": "object"},
        }
        async for row in SubscriptionInvoice.get_pymongo_collection().find(query, {"_id": True}):
            yield row["_id"]

    async def is_granted(self, invoice_reference: str) -> bool:
        """Whether the tokens that this paid invoice brings were granted; some bring none."""
        invoice = await SubscriptionInvoice.get(invoice_reference)
        return invoice is not None and invoice.granted_at is not None
