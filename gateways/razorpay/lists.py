"""All that Razorpay has, for reconciliation."""

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from typing import Any

from gateways.checkout_sessions import GatewayCheckout
from gateways.errors import GatewayUnavailableError
from gateways.lists import ListedDispute, ListedInvoice, ListedPayment, ListedRefund
from gateways.payment_gateway import GatewayPaymentStatus
from gateways.razorpay.calls import RazorpayCalls
from gateways.razorpay.paging import walk
from gateways.razorpay.payments import read_order
from gateways.razorpay.reading import UnreadableError, moment, optional_text
from gateways.razorpay.reversals import read_dispute, read_refund
from gateways.razorpay.reversing import RazorpayReversals

__all__ = ["RazorpayLists"]

MOST = 1_000_000


class RazorpayLists:
    """`GatewayLists` on `call`. Refunds and disputes name a payment, whose order is asked for once for each."""

    def __init__(self, call: RazorpayCalls, reversals: RazorpayReversals, *, livemode: bool) -> None:
        self._call = call
        self._reversals = reversals
        self._livemode = livemode

    async def payments(self, since: datetime) -> AsyncIterator[ListedPayment]:
        """See `GatewayLists`. An order may be paid at any time after it was made, so payments are walked as well."""
        bounds, paid = _bounds(since), set[str]()
        by_orders = {**bounds, "expand[]": "payments"}
        async for item in walk(self._call, lambda client, page: client.order.all(page), by_orders, most=MOST):
            listed = self._listed(item, item.get("payments"))
            if listed.payment.status is GatewayPaymentStatus.SUCCEEDED:
                paid.add(listed.payment.reference)
            yield listed
        async for item in walk(self._call, lambda client, page: client.payment.all(page), bounds, most=MOST):
            order_id = item.get("order_id")
            if item.get("captured") is True and isinstance(order_id, str) and order_id not in paid:
                paid.add(order_id)
                yield await self._order_of_late_payment(order_id)

    async def _order_of_late_payment(self, order_id: str) -> ListedPayment:
        order = await self._call(lambda client: client.order.fetch(order_id))
        return self._listed(order, await self._call(lambda client: client.order.payments(order_id)))

    def _listed(self, order: Mapping[str, Any], attempts: Any) -> ListedPayment:
        tried = attempts.get("items", []) if isinstance(attempts, Mapping) else []
        try:
            return ListedPayment(read_order(order, tried, livemode=self._livemode), moment(order))
        except UnreadableError as error:
            raise _unreadable(error) from None

    async def refunds(self, since: datetime) -> AsyncIterator[ListedRefund]:
        """See `GatewayLists`."""
        async for item in walk(self._call, lambda client, page: client.refund.all(page), _bounds(since), most=MOST):
            try:
                yield ListedRefund(read_refund(item), await self._order(item))
            except UnreadableError as error:
                raise _unreadable(error) from None

    async def disputes(self, since: datetime) -> AsyncIterator[ListedDispute]:
        """See `GatewayLists`."""
        async for item in walk(self._call, lambda client, page: client.dispute.all(page), _bounds(since), most=MOST):
            try:
                yield ListedDispute(read_dispute(item), await self._order(item))
            except UnreadableError as error:
                raise _unreadable(error) from None

    async def checkouts(self, since: datetime) -> AsyncIterator[GatewayCheckout]:  # noqa: ARG002 - the interface's
        """None: Razorpay's checkout is a form in the shop's own page, and makes nothing that could be listed."""
        nothing: tuple[GatewayCheckout, ...] = ()
        for each in nothing:
            yield each

    async def invoices(self, since: datetime) -> AsyncIterator[ListedInvoice]:  # noqa: ARG002 - the interface's
        """None: no subscriptions are sold through Razorpay."""
        nothing: tuple[ListedInvoice, ...] = ()
        for each in nothing:
            yield each

    async def _order(self, item: Mapping[str, Any]) -> str | None:
        payment_id = optional_text(item, "payment_id")
        return None if payment_id is None else await self._reversals.order_of(payment_id)


def _bounds(since: datetime) -> dict[str, int]:
    """With an end, so that what is made meanwhile does not move the pages."""
    return {"from": int(since.timestamp()), "to": int(datetime.now(UTC).timestamp())}


def _unreadable(error: Exception) -> GatewayUnavailableError:
    return GatewayUnavailableError(f"An object in Razorpay's list cannot be read ({error}).")
