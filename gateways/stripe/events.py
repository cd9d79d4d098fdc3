"""Reads a verified webhook body into a `GatewayEvent`."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson

from gateways.errors import EventMalformedError, SignatureInvalidError
from gateways.payment_gateway import GatewayEvent, GatewayEventKind, GatewayPayment
from gateways.stripe.payments import UnreadablePaymentError, read_payment_intent
from gateways.stripe.version import STRIPE_API_VERSION

__all__ = ["EVENTS_TO_SELECT", "read_event"]

_KINDS: Mapping[str, GatewayEventKind] = {
    "payment_intent.succeeded": GatewayEventKind.PAYMENT_SUCCEEDED,
    "payment_intent.payment_failed": GatewayEventKind.PAYMENT_FAILED,
    "payment_intent.processing": GatewayEventKind.PAYMENT_PROCESSING,
    "payment_intent.canceled": GatewayEventKind.PAYMENT_CANCELLED,
}
"""https://docs.stripe.com/api/events/types"""

_OF_SUBSCRIPTIONS = (
    "customer.subscription.created",
    "customer.subscription.updated",
    "customer.subscription.deleted",
    "invoice.paid",
    "invoice.payment_failed",
    "invoice.finalized",
    "invoice.voided",
)
_REVERSALS = (
    "charge.refunded",
    "refund.created",
    "refund.updated",
    "refund.failed",
    "charge.dispute.created",
    "charge.dispute.updated",
    "charge.dispute.closed",
    "charge.dispute.funds_withdrawn",
    "charge.dispute.funds_reinstated",
)
_OF_CHECKOUT = (
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
    "checkout.session.expired",
)

# All but those of `_KINDS` are hints, handled by the type of their object: see `services.payments.handlers`.
EVENTS_TO_SELECT = (*_KINDS, *_REVERSALS, *_OF_SUBSCRIPTIONS, *_OF_CHECKOUT)
"""What a webhook endpoint in Stripe must be set to send."""


def read_event(body: bytes, *, source: str, livemode: bool) -> GatewayEvent:
    """Read `body`, whose signature was verified.

    Raises EventMalformedError when it is not an event, and SignatureInvalidError when it is of the other mode: a test
    event must never credit on a live server, nor the other way round.
    """
    event = _load(body)
    if event.get("livemode") is not livemode:
        raise SignatureInvalidError(f"the event is not of the mode livemode={livemode}")
    event_type = _text(event, "type")
    kind = _KINDS.get(event_type, GatewayEventKind.OTHER)
    data = event.get("data")
    subject = data.get("object") if isinstance(data, Mapping) else None
    if not isinstance(subject, Mapping):
        raise EventMalformedError("data.object: is missing")
    version = event.get("api_version")
    object_id, object_type = subject.get("id"), subject.get("object")
    return GatewayEvent(
        source=source,
        event_id=_text(event, "id"),
        type=event_type,
        kind=kind,
        api_version=version if isinstance(version, str) else None,
        version_expected=version == STRIPE_API_VERSION,
        created_at=_moment(event.get("created")),
        object_id=object_id if isinstance(object_id, str) else None,
        object_type=object_type if isinstance(object_type, str) else None,
        payment=_payment(subject, kind),
    )


def _load(body: bytes) -> Mapping[str, Any]:
    try:
        # orjson refuses deep nesting, lone surrogates and NaN, where the standard library overflows or accepts.
        event = orjson.loads(body)
    except ValueError:
        raise EventMalformedError("the body is not JSON") from None
    if not isinstance(event, dict) or event.get("object") != "event":
        raise EventMalformedError("the body is not a Stripe event")
    return event


def _payment(subject: Mapping[str, Any], kind: GatewayEventKind) -> GatewayPayment | None:
    if kind is GatewayEventKind.OTHER and subject.get("object") != "payment_intent":
        return None
    try:
        return read_payment_intent(subject)
    except UnreadablePaymentError as error:
        if kind is GatewayEventKind.OTHER:
            return None
        raise EventMalformedError(f"data.object.{error}") from None


def _text(event: Mapping[str, Any], name: str) -> str:
    value = event.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= 255:  # noqa: PLR2004 - Stripe's own limit on ids and names
        raise EventMalformedError(f"{name}: is not a text")
    return value


def _moment(seconds: Any) -> datetime:
    if not isinstance(seconds, int) or isinstance(seconds, bool):
        raise EventMalformedError("created: is not a time")
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        raise EventMalformedError("created: is not a time") from None
