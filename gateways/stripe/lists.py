"""Walks Stripe's lists page by page (https://docs.stripe.com/api/pagination)."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import stripe

from gateways.checkout_sessions import GatewayCheckout
from gateways.errors import GatewayUnavailableError
from gateways.lists import ListedDispute, ListedInvoice, ListedPayment, ListedRefund
from gateways.stripe.billing import UnreadableBillingError, read_invoice
from gateways.stripe.calls import Caller
from gateways.stripe.checkout import read_session
from gateways.stripe.payments import UnreadablePaymentError, read_payment_intent
from gateways.stripe.reversals import UnreadableReversalError, payment_intent_of, read_dispute, read_refund

__all__ = ["StripeLists"]

PAGE = 100
"""The most that Stripe gives at a time."""


class StripeLists:
    """`GatewayLists` on Stripe. `call` bounds and translates each page's call, as for every call of the gateway."""

    def __init__(self, client: stripe.StripeClient, call: Caller) -> None:
        self._api = client.v1
        self._call = call

    async def payments(self, since: datetime) -> AsyncIterator[ListedPayment]:
        """See `GatewayLists`."""
        async for item in self._walk(self._api.payment_intents.list_async, since):
            try:
                yield ListedPayment(read_payment_intent(item), datetime.fromtimestamp(item["created"], UTC))
            except (UnreadablePaymentError, KeyError, TypeError) as error:
                raise _unreadable(error) from None

    async def refunds(self, since: datetime) -> AsyncIterator[ListedRefund]:
        """See `GatewayLists`."""
        async for item in self._walk(self._api.refunds.list_async, since):
            try:
                yield ListedRefund(read_refund(item), payment_intent_of(item))
            except UnreadableReversalError as error:
                raise _unreadable(error) from None

    async def disputes(self, since: datetime) -> AsyncIterator[ListedDispute]:
        """See `GatewayLists`."""
        async for item in self._walk(self._api.disputes.list_async, since):
            try:
                yield ListedDispute(read_dispute(item), payment_intent_of(item))
            except UnreadableReversalError as error:
                raise _unreadable(error) from None

    async def checkouts(self, since: datetime) -> AsyncIterator[GatewayCheckout]:
        """See `GatewayLists`. Sessions that begin a subscription or only keep a card are left out."""
        async for item in self._walk(self._api.checkout.sessions.list_async, since, expand=["data.payment_intent"]):
            if item.get("mode") == "payment":
                yield read_session(item)

    async def invoices(self, since: datetime) -> AsyncIterator[ListedInvoice]:
        """See `GatewayLists`."""
        async for item in self._walk(self._api.invoices.list_async, since, status="paid"):
            try:
                invoice = read_invoice(item)
            except UnreadableBillingError as error:
                raise _unreadable(error) from None
            if invoice.subscription is not None:
                yield ListedInvoice(invoice.reference, invoice.subscription, invoice.amount_paid, invoice.currency)

    async def _walk(
        self, list_page: Callable[[Any], Awaitable[Any]], since: datetime, **more: Any
    ) -> AsyncIterator[Mapping[str, Any]]:
        params: dict[str, Any] = {"limit": PAGE, "created": {"gte": int(since.timestamp())}, **more}
        while True:
            page = (await self._call(list_page(params))).to_dict()
            for item in page["data"]:
                yield item
            if not page["has_more"] or not page["data"]:
                return
            params = {**params, "starting_after": page["data"][-1]["id"]}


def _unreadable(error: Exception) -> GatewayUnavailableError:
    return GatewayUnavailableError(f"An object in Stripe's list cannot be read ({error}).")
