"""Reads a verified webhook body into a `GatewayEvent` (https://razorpay.com/docs/webhooks/payloads).

An event is a hint: it tells which order, refund or dispute has changed, and how that stands is asked of Razorpay. What
the event itself says of amounts and states is not read, so that neither its age nor its place among others matters.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

import orjson

from gateways.errors import EventMalformedError
from gateways.payment_gateway import GatewayEvent, GatewayEventKind
from gateways.razorpay.reading import UnreadableError, moment, optional_text, text
from gateways.razorpay.signature import header_of

__all__ = ["EVENTS_TO_SELECT", "ORDER", "read_event"]

ORDER, REFUND, DISPUTE = "order", "refund", "dispute"

_OBJECTS: Mapping[str, str] = {
    "payment.authorized": ORDER,
    "payment.captured": ORDER,
    "payment.failed": ORDER,
    "order.paid": ORDER,
    "refund.created": REFUND,
    "refund.processed": REFUND,
    "refund.failed": REFUND,
    "payment.dispute.created": DISPUTE,
    "payment.dispute.under_review": DISPUTE,
    "payment.dispute.action_required": DISPUTE,
    "payment.dispute.won": DISPUTE,
    "payment.dispute.lost": DISPUTE,
    "payment.dispute.closed": DISPUTE,
}
"""What each event is a hint about. An attempt to pay is about its order."""

EVENTS_TO_SELECT = tuple(_OBJECTS)
"""What the webhook in Razorpay's dashboard must be set to send."""

_EVENT_ID_HEADER = "x-razorpay-event-id"
_ID_MAXIMUM_CHARACTERS = 255


def read_event(body: bytes, headers: Mapping[str, str], *, source: str) -> GatewayEvent:
    """Read `body`, whose signature was verified; raises EventMalformedError when it is not an event."""
    event = _load(body)
    try:
        name, created_at = text(event, "event"), moment(event)
    except UnreadableError as error:
        raise EventMalformedError(str(error)) from None
    if len(name) > _ID_MAXIMUM_CHARACTERS:
        raise EventMalformedError("event: is too long")
    kind = _OBJECTS.get(name)
    object_id = None if kind is None else _object_id(event, kind)
    return GatewayEvent(
        source=source,
        event_id=_event_id(body, headers),
        type=name,
        kind=GatewayEventKind.OTHER,
        api_version=None,
        version_expected=True,
        created_at=created_at,
        object_id=object_id,
        object_type=kind if object_id is not None else None,
        payment=None,
    )


def _load(body: bytes) -> Mapping[str, Any]:
    try:
        # orjson refuses deep nesting, lone surrogates and NaN, where the standard library overflows or accepts.
        event = orjson.loads(body)
    except ValueError:
        raise EventMalformedError("the body is not JSON") from None
    if not isinstance(event, dict) or event.get("entity") != "event":
        raise EventMalformedError("the body is not a Razorpay event")
    return event


def _object_id(event: Mapping[str, Any], kind: str) -> str | None:
    """None for a payment that belongs to no order, which is none of ours."""
    if kind == ORDER:
        order, payment = _subject(event, "order"), _subject(event, "payment")
        found = optional_text(order, "id") if order else optional_text(payment, "order_id")
    else:
        found = optional_text(_subject(event, kind), "id")
        if found is None:
            raise EventMalformedError(f"payload.{kind}.entity.id: is not a text")
    if found is not None and len(found) > _ID_MAXIMUM_CHARACTERS:
        raise EventMalformedError("an id is too long")
    return found


def _subject(event: Mapping[str, Any], kind: str) -> Mapping[str, Any]:
    payload = event.get("payload")
    part = payload.get(kind) if isinstance(payload, Mapping) else None
    subject = part.get("entity") if isinstance(part, Mapping) else None
    return subject if isinstance(subject, Mapping) else {}


def _event_id(body: bytes, headers: Mapping[str, str]) -> str:
    """Razorpay's id of the event, which its repetitions share; without one, what it says is its id.

    It is not signed, which harms nothing: one event under two ids is two hints about one object.
    """
    given = header_of(headers, _EVENT_ID_HEADER)
    if given and given.isascii() and given.isprintable() and len(given) <= _ID_MAXIMUM_CHARACTERS:
        return given
    return f"sha256:{hashlib.sha256(body).hexdigest()}"
