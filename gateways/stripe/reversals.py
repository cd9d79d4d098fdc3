"""Reads Stripe's refunds and disputes, as plain data.

https://docs.stripe.com/api/refunds/object and https://docs.stripe.com/api/disputes/object
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from gateways.reversals import GatewayDispute, GatewayRefund
from models.reversal import DisputeState, RefundStatus

__all__ = ["REFUND_ID_KEY", "UnreadableReversalError", "payment_intent_of", "read_dispute", "read_refund"]

REFUND_ID_KEY = "refund_id"
"""The name of our refund's id in the metadata of Stripe's."""

_REFUND_STATUSES: Mapping[str, RefundStatus] = {
    "pending": RefundStatus.PENDING,
    "requires_action": RefundStatus.PENDING,
    "succeeded": RefundStatus.SUCCEEDED,
    "failed": RefundStatus.FAILED,
    "canceled": RefundStatus.FAILED,
}
_DISPUTE_STATES: Mapping[str, DisputeState] = {
    "warning_needs_response": DisputeState.OPEN,
    "warning_under_review": DisputeState.OPEN,
    "warning_closed": DisputeState.WON,
    "needs_response": DisputeState.OPEN,
    "under_review": DisputeState.OPEN,
    "appeal_needs_response": DisputeState.OPEN,
    "appeal_under_review": DisputeState.OPEN,
    "won": DisputeState.WON,
    "lost": DisputeState.LOST,
}
_PREVENTED = "prevented"


class UnreadableReversalError(ValueError):
    """An object without the fields that every such object has. The message names the field, never its value."""


def read_refund(data: Mapping[str, Any]) -> GatewayRefund:
    """`data` is the refund as Stripe's JSON has it; raises UnreadableReversalError."""
    status = _REFUND_STATUSES.get(_text(data, "status"))
    if status is None:
        raise UnreadableReversalError("status: is not one that is known")
    metadata = data.get("metadata")
    refund_id = metadata.get(REFUND_ID_KEY) if isinstance(metadata, Mapping) else None
    return GatewayRefund(
        id=_text(data, "id"),
        amount=_whole(data, "amount"),
        currency=_text(data, "currency").upper(),
        status=status,
        created_at=_moment(data),
        refund_id=refund_id if isinstance(refund_id, str) else None,
    )


def read_dispute(data: Mapping[str, Any]) -> GatewayDispute:
    """`data` is the dispute as Stripe's JSON has it; raises UnreadableReversalError."""
    status = _text(data, "status")
    state = _prevented(data) if status == _PREVENTED else _DISPUTE_STATES.get(status)
    if state is None:
        raise UnreadableReversalError("status: is not one that is known")
    return GatewayDispute(
        id=_text(data, "id"),
        amount=_whole(data, "amount"),
        currency=_text(data, "currency").upper(),
        state=state,
        reason=_text(data, "reason")[:100],
        created_at=_moment(data),
    )


def payment_intent_of(data: Mapping[str, Any]) -> str | None:
    """The id of the PaymentIntent that an object belongs to, expanded or not."""
    intent = data.get("payment_intent")
    if isinstance(intent, Mapping):
        intent = intent.get("id")
    return intent if isinstance(intent, str) and intent else None


def _prevented(data: Mapping[str, Any]) -> DisputeState:
    """A dispute that was settled before it became one: lost if money left the account by it, else nothing happened."""
    rows = data.get("balance_transactions")
    amounts = [row.get("amount") for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
    moved = sum(amount for amount in amounts if isinstance(amount, int))
    return DisputeState.LOST if moved < 0 else DisputeState.WON


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name)
    if not isinstance(value, str) or not value:
        raise UnreadableReversalError(f"{name}: is not a text")
    return value


def _whole(data: Mapping[str, Any], name: str) -> int:
    value = data.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise UnreadableReversalError(f"{name}: is not a whole amount")
    return value


def _moment(data: Mapping[str, Any]) -> datetime:
    try:
        return datetime.fromtimestamp(_whole(data, "created"), UTC)
    except (OverflowError, OSError, ValueError):
        raise UnreadableReversalError("created: is not a time") from None
