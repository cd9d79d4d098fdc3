"""`RazorpayGateway`: payments through Razorpay's own SDK."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import structlog

from gateways.account_cache import AccountCache
from gateways.amount_limits import AmountLimits
from gateways.checkout_sessions import CheckoutSessions
from gateways.customers import Customers
from gateways.errors import GatewayRefusedError, GatewayUnavailableError
from gateways.lists import GatewayLists
from gateways.payer_proofs import PayerProofs
from gateways.payment_gateway import (
    GatewayEvent,
    GatewayPayment,
    GatewayPaymentStatus,
    MethodAvailability,
    PaymentRequest,
)
from gateways.razorpay.calls import RazorpayCalls
from gateways.razorpay.currencies import limits_in
from gateways.razorpay.events import read_event
from gateways.razorpay.lists import RazorpayLists
from gateways.razorpay.methods import available_methods, method_of
from gateways.razorpay.payments import ATTEMPTED, PAYMENT_ID_NOTE, read_order
from gateways.razorpay.proofs import RazorpayProofs
from gateways.razorpay.reading import UnreadableError
from gateways.razorpay.reversing import RazorpayReversals
from gateways.razorpay.signature import verify_webhook_signature
from gateways.reversals import GatewayRefund, GatewayReversals, RefundRequest
from gateways.subscriptions import SubscriptionGateway
from gateways.tax import TaxCalculator

__all__ = ["LIVE_KEY_PREFIX", "RazorpayGateway"]

_log = structlog.get_logger(__name__)

LIVE_KEY_PREFIX = "rzp_live_"
_FIVE_DAYS_MINUTES = 7_200
"""As long as Razorpay asks a bank what became of a payment."""
_CAPTURE = {
    "automatic_expiry_period": _FIVE_DAYS_MINUTES,
    "manual_expiry_period": _FIVE_DAYS_MINUTES,
    "refund_speed": "normal",
}


class RazorpayGateway:
    """A `PaymentGateway` on Razorpay, or on anything that speaks its API at `api_base`.

    A payment of ours is an order there. `timeout_seconds` bounds one call.
    """

    name = "razorpay"
    checkout: CheckoutSessions | None = None
    customers: Customers | None = None
    subscriptions: SubscriptionGateway | None = None
    tax: TaxCalculator | None = None

    def __init__(
        self,
        *,
        key_id: str,
        key_secret: str,
        webhook_secret: str,
        timeout_seconds: float,
        api_base: str | None = None,
        simulated: bool = False,
    ) -> None:
        self.publishable_key = key_id
        self.livemode = key_id.startswith(LIVE_KEY_PREFIX)
        self.simulated = simulated
        self._payment_pages = f"{api_base.rstrip('/')}/pay" if simulated and api_base else None
        self._webhook_secret = webhook_secret
        self._call = RazorpayCalls(
            key_id=key_id, key_secret=key_secret, timeout_seconds=timeout_seconds, api_base=api_base
        )
        self._account = AccountCache(self._read_account)
        self._reversals = RazorpayReversals(self._call)
        self.lists: GatewayLists | None = RazorpayLists(self._call, self._reversals, livemode=self.livemode)
        self.proofs: PayerProofs | None = RazorpayProofs(key_secret)

    def limits(self, currency: str) -> AmountLimits | None:
        """See `PaymentGateway`."""
        return limits_in(currency)

    async def methods(self, currency: str) -> list[MethodAvailability]:
        """See `PaymentGateway`. What the account may take is read from Razorpay and kept for a few minutes."""
        return available_methods(currency, await self._account.get())

    async def create_payment(self, request: PaymentRequest) -> GatewayPayment:
        """See `PaymentGateway`. Orders have no idempotency key: one with our payment's id as receipt is looked for.

        Two calls at the same moment may make two orders. Nobody learns of the one that does not get into our record,
        so nobody can pay it.
        """
        if method_of(request.method) is None:
            raise GatewayRefusedError("payment_method_unavailable", "Razorpay does not take this payment method.")
        found = await self._call(lambda client: client.order.all({"receipt": request.payment_id, "count": 1}))
        made = found.get("items") or []
        if made:
            return await self._with_attempts(made[0])
        order = await self._call(lambda client: client.order.create(_order_params(request)))
        payment = self._read(order, ())
        _log.info("razorpay_order_created", payment_id=request.payment_id, reference=payment.reference)
        return payment

    async def retrieve_payment(self, reference: str) -> GatewayPayment:
        """See `PaymentGateway`."""
        return await self._with_attempts(await self._call(lambda client: client.order.fetch(reference)))

    async def cancel_payment(self, reference: str) -> GatewayPayment:
        """See `PaymentGateway`. An order cannot be cancelled at Razorpay: it is given up here, unless it is being paid.

        Somebody who still has Razorpay's form open may pay it then; money that came is credited, or goes back.
        """
        payment = await self.retrieve_payment(reference)
        if payment.status is not GatewayPaymentStatus.OPEN:
            return payment
        return _given_up(payment)

    async def receipt_url(self, reference: str) -> str | None:  # noqa: ARG002 - the interface's
        """See `PaymentGateway`. Razorpay has none."""
        return None

    async def reversals(self, reference: str) -> GatewayReversals:
        """See `PaymentGateway`."""
        return await self._reversals.reversals(reference)

    async def refund_payment(self, request: RefundRequest) -> GatewayRefund:
        """See `PaymentGateway`."""
        return await self._reversals.refund_payment(request)

    async def reversed_payment(self, object_type: str, object_id: str) -> str | None:
        """See `PaymentGateway`."""
        return await self._reversals.reversed_payment(object_type, object_id)

    def payment_page_url(self, payment: GatewayPayment) -> str | None:
        """See `PaymentGateway`."""
        return f"{self._payment_pages}/{payment.reference}" if self._payment_pages else None

    def parse_event(self, body: bytes, headers: Mapping[str, str]) -> GatewayEvent:
        """See `PaymentGateway`. The signature over the raw bytes is checked before anything is read from them."""
        verify_webhook_signature(body, headers, secret=self._webhook_secret)
        return read_event(body, headers, source=self.name)

    async def close(self) -> None:
        """See `PaymentGateway`."""
        await self._call.close()

    async def _read_account(self) -> Mapping[str, object]:
        # Not the SDK's `fetchPaymentMethods`, whose address lacks the `/v1`.
        answer: Mapping[str, object] = await self._call(lambda client: client.get("/v1/methods", {}))
        return answer

    async def _with_attempts(self, order: Mapping[str, Any]) -> GatewayPayment:
        """What was tried matters only while an order is neither new nor paid."""
        if order.get("status") != ATTEMPTED:
            return self._read(order, ())
        answer = await self._call(lambda client: client.order.payments(order["id"]))
        return self._read(order, answer.get("items") or ())

    def _read(self, order: Mapping[str, Any], attempts: Any) -> GatewayPayment:
        try:
            return read_order(order, attempts, livemode=self.livemode)
        except UnreadableError as error:
            raise GatewayUnavailableError(f"Razorpay's answer cannot be read ({error}).") from None


def _order_params(request: PaymentRequest) -> dict[str, Any]:
    return {
        "amount": request.amount,
        "currency": request.currency,
        "receipt": request.payment_id,
        "notes": {**request.metadata, "method": request.method.value, PAYMENT_ID_NOTE: request.payment_id},
        # https://razorpay.com/docs/payments/payments/capture-settings/api: money that a bank has promised is taken at
        # once, and what it promises late as well, whatever the account's own setting says.
        "payment": {"capture": "automatic", "capture_options": _CAPTURE},
    }


def _given_up(payment: GatewayPayment) -> GatewayPayment:
    return replace(payment, status=GatewayPaymentStatus.CANCELLED, failure_code=None, failure_message=None)
