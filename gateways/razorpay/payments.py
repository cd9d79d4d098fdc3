"""Reads a Razorpay order, with what was tried to pay it, into a `GatewayPayment`.

What Stripe calls a PaymentIntent is an order at Razorpay; each attempt to pay it is a "payment" there, any number of
which fail and at most one of which is captured (https://razorpay.com/docs/payments/orders).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from gateways.payment_gateway import GatewayPayment, GatewayPaymentStatus
from gateways.razorpay.reading import UnreadableError, note, optional_text, text, whole

__all__ = ["ATTEMPTED", "PAYMENT_ID_NOTE", "captured_of", "read_order"]

PAYMENT_ID_NOTE = "payment_id"
"""The name of our payment's id in the order's notes."""
ATTEMPTED = "attempted"
_ORDER_STATUSES = frozenset({"created", ATTEMPTED, "paid"})
_UNDER_WAY = frozenset({"authorized", "captured"})
"""A captured payment whose order is not paid yet is about to be."""

Order = Mapping[str, Any]
Attempts = Sequence[Mapping[str, Any]]


def read_order(order: Order, attempts: Attempts, *, livemode: bool) -> GatewayPayment:
    """`order` and its payments are objects as Razorpay's JSON has them; raises UnreadableError.

    Razorpay's objects do not tell the mode: it is that of the key with which they were read.
    """
    if order.get("entity") != "order":
        raise UnreadableError("entity: is not an order")
    status = _status(order, attempts)
    failed = _last_failed(attempts) if status is GatewayPaymentStatus.OPEN else None
    reference = text(order, "id")
    return GatewayPayment(
        reference=reference,
        payment_id=note(order, PAYMENT_ID_NOTE),
        amount=whole(order, "amount"),
        amount_received=whole(order, "amount_paid"),
        currency=text(order, "currency").upper(),
        status=status,
        livemode=livemode,
        client_secret=reference,
        cancellable=False,
        failure_code=None if failed is None else _failure_code(failed),
        failure_message=None if failed is None else optional_text(failed, "error_description"),
    )


def captured_of(attempts: Attempts) -> Mapping[str, Any] | None:
    """The payment by which the order was paid, refunded since or not; None while there is none."""
    return next((each for each in attempts if each.get("captured") is True), None)


def _status(order: Order, attempts: Attempts) -> GatewayPaymentStatus:
    status = text(order, "status")
    if status not in _ORDER_STATUSES:
        raise UnreadableError("status: is not one that is known")
    if status == "paid":
        return GatewayPaymentStatus.SUCCEEDED
    under_way = any(each.get("status") in _UNDER_WAY for each in attempts)
    return GatewayPaymentStatus.PROCESSING if under_way else GatewayPaymentStatus.OPEN


def _last_failed(attempts: Attempts) -> Mapping[str, Any] | None:
    failed = [each for each in attempts if each.get("status") == "failed"]
    return max(failed, key=lambda each: whole(each, "created_at"), default=None)


def _failure_code(attempt: Mapping[str, Any]) -> str:
    """The reason says more than `error_code`, which is `BAD_REQUEST_ERROR` for every decline."""
    return optional_text(attempt, "error_reason") or optional_text(attempt, "error_code") or "unknown"
