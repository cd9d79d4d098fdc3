"""All that Razorpay has, for reconciliation."""

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from typing import Any

from gateways.checkout_sessions import GatewayCheckout
from gateways.errors import GatewayUnavailableError
from gateways.lists import ListedDispute, ListedInvoice, ListedPayment, ListedRefund
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
        """See `GatewayLists`."""
        bounds = {**_bounds(since), "expand[]": "payments"}
        async for item in walk(self._call, lambda client, page: client.order.all(page), bounds, most=MOST):
            attempts = item.get("payments")
            tried = attempts.get("items", []) if isinstance(attempts, Mapping) else []
            try:
                yield ListedPayment(read_order(item, tried, livemode=self._livemode), moment(item))
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
