"""Asks Razorpay about refunds and disputes, and makes refunds."""

from collections.abc import AsyncIterator, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog

from gateways.errors import GatewayRefusedError, GatewayUnavailableError
from gateways.razorpay.calls import RazorpayCalls
from gateways.razorpay.events import DISPUTE, REFUND
from gateways.razorpay.paging import walk
from gateways.razorpay.payments import captured_of
from gateways.razorpay.reading import UnreadableError, moment, optional_text, text, whole
from gateways.razorpay.reversals import REFUND_ID_NOTE, read_dispute, read_refund
from gateways.reversals import REVERSALS_MAXIMUM, GatewayRefund, GatewayReversals, RefundRequest

__all__ = ["RazorpayReversals"]

_log = structlog.get_logger(__name__)

DISPUTABLE = timedelta(days=540)
"""No card network takes a dispute longer after the payment than this."""
DISPUTES_SEARCHED = 20_000
"""Razorpay lists disputes of the whole account only; those since the payment are searched for its own."""
_IDEMPOTENCY_HEADER = "X-Refund-Idempotency"


class RazorpayReversals:
    """A `ReversalGateway` on `call`. References are order ids; refunds and disputes belong to an order's payment."""

    def __init__(self, call: RazorpayCalls) -> None:
        self._call = call

    async def reversals(self, reference: str) -> GatewayReversals:
        """See `ReversalGateway`."""
        payment = await self._captured(reference)
        if payment is None:
            return GatewayReversals(paid=0)
        try:
            payment_id, paid = text(payment, "id"), whole(payment, "amount")
            refunds = [read_refund(item) async for item in self._refunds_of(payment_id)]
            disputes = [read_dispute(item) async for item in self._disputes_of(payment_id, moment(payment))]
        except UnreadableError as error:
            raise GatewayUnavailableError(f"Razorpay's answer cannot be read ({error}).") from None
        if max(len(refunds), len(disputes)) > REVERSALS_MAXIMUM:
            raise GatewayRefusedError("too_many_reversals", "The payment has too many refunds or disputes.")
        return GatewayReversals(paid=paid, refunds=tuple(refunds), disputes=tuple(disputes))

    async def refund_payment(self, request: RefundRequest) -> GatewayRefund:
        """See `ReversalGateway`. Our refund's id is Razorpay's idempotency key."""
        payment = await self._captured(request.reference)
        if payment is None:
            raise GatewayRefusedError("not_captured", "The payment was not captured, so nothing can be refunded.")
        data = {"amount": request.amount, "notes": {REFUND_ID_NOTE: request.refund_id}, "receipt": request.refund_id}
        headers = {_IDEMPOTENCY_HEADER: request.refund_id}
        answer = await self._call(lambda client: client.payment.refund(payment["id"], data, headers=headers))
        try:
            refund = read_refund(answer)
        except UnreadableError as error:
            raise GatewayUnavailableError(f"Razorpay's answer cannot be read ({error}).") from None
        _log.info("razorpay_refund_created", refund_id=request.refund_id, reference=refund.id)
        return refund

    async def reversed_payment(self, object_type: str, object_id: str) -> str | None:
        """See `ReversalGateway`."""
        readers: Mapping[str, Callable[[Any], Any]] = {
            REFUND: lambda client: client.refund.fetch(object_id),
            DISPUTE: lambda client: client.dispute.fetch(object_id),
        }
        if object_type not in readers:
            return None
        payment_id = optional_text(await self._call(readers[object_type]), "payment_id")
        return None if payment_id is None else await self.order_of(payment_id)

    async def order_of(self, payment_id: str) -> str | None:
        """The order that a Razorpay payment was to pay; None for one that belongs to no order."""
        return optional_text(await self._call(lambda client: client.payment.fetch(payment_id)), "order_id")

    async def _captured(self, reference: str) -> Mapping[str, Any] | None:
        answer = await self._call(lambda client: client.order.payments(reference))
        return captured_of(answer.get("items", []))

    def _refunds_of(self, payment_id: str) -> AsyncIterator[Mapping[str, Any]]:
        return walk(
            self._call,
            lambda client, page: client.payment.fetch_multiple_refund(payment_id, page),
            most=REVERSALS_MAXIMUM,
        )

    async def _disputes_of(self, payment_id: str, since: datetime) -> AsyncIterator[Mapping[str, Any]]:
        until = min(datetime.now(UTC) + timedelta(days=1), since + DISPUTABLE)
        bounds = {"from": int(since.timestamp()), "to": int(until.timestamp())}
        disputes = walk(self._call, lambda client, page: client.dispute.all(page), bounds, most=DISPUTES_SEARCHED)
        async for item in disputes:
            if item.get("payment_id") == payment_id:
                yield item
