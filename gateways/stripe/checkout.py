"""Stripe's Checkout Sessions (https://docs.stripe.com/api/checkout/sessions)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import stripe
import structlog

from gateways.checkout_sessions import CheckoutRequest, CheckoutStatus, GatewayCheckout
from gateways.errors import GatewayRefusedError, GatewayUnavailableError
from gateways.stripe.calls import Caller
from gateways.stripe.methods import check_offered, required_type
from gateways.stripe.payments import PAYMENT_ID_KEY, failure_of
from models.payment import TaxBehavior

if TYPE_CHECKING:
    from stripe.params.checkout import SessionCreateParams

__all__ = ["StripeCheckout", "read_session"]

_log = structlog.get_logger(__name__)


class StripeCheckout:
    """`CheckoutSessions` on Stripe. `call` bounds and translates, as for every call of the gateway."""

    def __init__(self, client: stripe.StripeClient, call: Caller) -> None:
        self._sessions = client.v1.checkout.sessions
        self._call = call

    async def create(self, request: CheckoutRequest) -> GatewayCheckout:
        """See `CheckoutSessions`. Our payment's id is Stripe's idempotency key, which Stripe keeps for 24 hours."""
        kind = required_type(request.method)
        answer = await self._call(
            self._sessions.create_async(_create_params(request, kind.id), {"idempotency_key": request.payment_id})
        )
        check_offered(kind, answer.to_dict())
        session = read_session(answer.to_dict())
        _log.info("stripe_checkout_created", payment_id=request.payment_id, reference=session.reference)
        return session

    async def retrieve(self, reference: str) -> GatewayCheckout:
        """See `CheckoutSessions`."""
        return await self._read(reference)

    async def expire(self, reference: str) -> GatewayCheckout:
        """See `CheckoutSessions`. Stripe refuses it for a session that is not open; then the session is read."""
        try:
            await self._call(self._sessions.expire_async(reference))
        except GatewayRefusedError as error:
            session = await self._read(reference)
            if session.status is CheckoutStatus.OPEN:
                raise error from None
            return session
        return await self._read(reference)

    async def _read(self, reference: str) -> GatewayCheckout:
        """With its PaymentIntent, which alone tells money that is on its way from money that will not come."""
        answer = await self._call(self._sessions.retrieve_async(reference, {"expand": ["payment_intent"]}))
        return read_session(answer.to_dict())


def _create_params(request: CheckoutRequest, kind: str) -> "SessionCreateParams":
    metadata = {**request.metadata, PAYMENT_ID_KEY: request.payment_id}
    params: SessionCreateParams = {
        "mode": "payment",
        "line_items": [_line_item(request)],
        "allowed_payment_method_types": [kind],
        "success_url": request.success_url,
        "cancel_url": request.cancel_url,
        "expires_at": int(request.expires_at.timestamp()),
        "client_reference_id": request.payment_id,
        "metadata": metadata,
        "payment_intent_data": {"description": request.description, "metadata": metadata},
    }
    if request.receipt_email is not None:
        params["payment_intent_data"]["receipt_email"] = request.receipt_email
    if request.tax is not None:
        params["automatic_tax"] = {"enabled": True}
    if request.customer is not None:
        params["customer"] = request.customer
        if request.tax is not None:  # Stripe demands it, to have an address to tax: /tax/checkout#existing-customers
            params["customer_update"] = {"address": "auto"}
        if request.save_card:
            params["payment_intent_data"]["setup_future_usage"] = "off_session"
    if kind == "wechat_pay":
        params["payment_method_options"] = {"wechat_pay": {"client": "web"}}
    return params


def _line_item(request: CheckoutRequest) -> Any:
    """Several of one price; one of the whole amount where a discount leaves no whole price for each."""
    quantity = request.quantity if request.amount % request.quantity == 0 else 1
    price = {
        "currency": request.currency.lower(),
        "unit_amount": request.amount // quantity,
        "product_data": {"name": request.description},
        "tax_behavior": (request.tax or TaxBehavior.EXCLUSIVE).value,
    }
    return {"price_data": price, "quantity": quantity}


def read_session(data: Mapping[str, Any]) -> GatewayCheckout:
    """`data` is the session as Stripe's JSON has it; raises GatewayUnavailableError when it cannot be read."""
    if data.get("mode") != "payment":  # it sells a subscription or saves a card: nothing that this reads is there
        data = {**data, "amount_subtotal": 0, "amount_total": 0, "currency": "xxx", "metadata": None}
    metadata, details = data.get("metadata"), data.get("total_details")
    payment_id = metadata.get(PAYMENT_ID_KEY) if isinstance(metadata, Mapping) else None
    intent = data.get("payment_intent")
    intent_id = intent.get("id") if isinstance(intent, Mapping) else intent
    code, message = failure_of(intent.get("last_payment_error") if isinstance(intent, Mapping) else None)
    tax = details.get("amount_tax") if isinstance(details, Mapping) else 0
    url = data.get("url")
    return GatewayCheckout(
        reference=_text(data, "id"),
        payment_id=payment_id if isinstance(payment_id, str) else None,
        payment_reference=intent_id if isinstance(intent_id, str) else None,
        amount=_whole("amount_subtotal", data.get("amount_subtotal")),
        tax=_whole("amount_tax", tax),
        total=_whole("amount_total", data.get("amount_total")),
        currency=_text(data, "currency").upper(),
        status=_status(data, intent),
        livemode=data.get("livemode") is True,
        url=url if isinstance(url, str) else None,
        failure_code=code,
        failure_message=message,
    )


def _status(data: Mapping[str, Any], intent: Any) -> CheckoutStatus:
    """A complete session that is unpaid waits for its money, until its PaymentIntent says that it will not come."""
    status, paid = data.get("status"), data.get("payment_status")
    if status == "complete" and paid == "paid":
        return CheckoutStatus.PAID
    if status == "complete":
        failed = isinstance(intent, Mapping) and intent.get("status") in {"requires_payment_method", "canceled"}
        return CheckoutStatus.FAILED if failed else CheckoutStatus.PROCESSING
    if status in {"open", "expired"}:
        return CheckoutStatus(status)
    raise GatewayUnavailableError("Stripe's answer cannot be read (status: is not one that is known).")


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name)
    if not isinstance(value, str) or not value:
        raise GatewayUnavailableError(f"Stripe's answer cannot be read ({name}: is not a text).")
    return value


def _whole(name: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise GatewayUnavailableError(f"Stripe's answer cannot be read ({name}: is not a whole amount).")
    return value
