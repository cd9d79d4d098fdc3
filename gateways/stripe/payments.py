"""Reads Stripe's PaymentIntent, as plain data, into a `GatewayPayment`."""

from collections.abc import Mapping
from typing import Any

from gateways.payment_gateway import GatewayPayment, GatewayPaymentStatus

__all__ = ["PAYMENT_ID_KEY", "UnreadablePaymentError", "failure_of", "read_payment_intent", "receipt_url_of"]

PAYMENT_ID_KEY = "payment_id"
"""The name of our payment's id in the metadata of the PaymentIntent."""

_STATUSES: Mapping[str, GatewayPaymentStatus] = {
    "requires_payment_method": GatewayPaymentStatus.OPEN,
    "requires_confirmation": GatewayPaymentStatus.OPEN,
    "requires_action": GatewayPaymentStatus.OPEN,
    "requires_capture": GatewayPaymentStatus.OPEN,
    "processing": GatewayPaymentStatus.PROCESSING,
    "succeeded": GatewayPaymentStatus.SUCCEEDED,
    "canceled": GatewayPaymentStatus.CANCELLED,
}
"""https://docs.stripe.com/payments/paymentintents/lifecycle"""


class UnreadablePaymentError(ValueError):
    """A PaymentIntent without the fields that every PaymentIntent has. The message names the field, never its value."""


def read_payment_intent(data: Mapping[str, Any]) -> GatewayPayment:
    """`data` is the object as Stripe's JSON has it; raises UnreadablePaymentError."""
    if data.get("object") != "payment_intent":
        raise UnreadablePaymentError("object: is not a payment_intent")
    status = _STATUSES.get(_text(data, "status"))
    if status is None:
        raise UnreadablePaymentError("status: is not one that is known")
    metadata = data.get("metadata")
    payment_id = metadata.get(PAYMENT_ID_KEY) if isinstance(metadata, Mapping) else None
    secret = data.get("client_secret")
    code, message = failure_of(data.get("last_payment_error"))
    return GatewayPayment(
        reference=_text(data, "id"),
        payment_id=payment_id if isinstance(payment_id, str) else None,
        amount=_whole(data, "amount"),
        amount_received=_whole(data, "amount_received"),
        currency=_text(data, "currency").upper(),
        status=status,
        livemode=_flag(data, "livemode"),
        client_secret=secret if isinstance(secret, str) else None,
        failure_code=code,
        failure_message=message,
    )


def receipt_url_of(charge: Mapping[str, Any]) -> str | None:
    """Where Stripe shows the receipt of `charge`; None while it is not paid."""
    url = charge.get("receipt_url")
    return url if isinstance(url, str) and url.startswith(("https://", "http://")) and charge.get("paid") else None


def failure_of(error: Any) -> tuple[str | None, str | None]:
    """The bank's own reason (`decline_code`) says more than Stripe's `code`, which is often just `card_declined`."""
    if not isinstance(error, Mapping):
        return None, None
    code = error.get("decline_code") or error.get("code") or error.get("type")
    message = error.get("message")
    return (code if isinstance(code, str) else None), (message if isinstance(message, str) else None)


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name)
    if not isinstance(value, str) or not value:
        raise UnreadablePaymentError(f"{name}: is not a text")
    return value


def _whole(data: Mapping[str, Any], name: str) -> int:
    value = data.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise UnreadablePaymentError(f"{name}: is not a whole amount")
    return value


def _flag(data: Mapping[str, Any], name: str) -> bool:
    value = data.get(name)
    if not isinstance(value, bool):
        raise UnreadablePaymentError(f"{name}: is not true or false")
    return value
