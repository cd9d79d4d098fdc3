"""Reads Razorpay's refunds and disputes, as plain data.

https://razorpay.com/docs/api/refunds/entity and https://razorpay.com/docs/api/disputes/entity
"""

from collections.abc import Mapping
from typing import Any

from gateways.razorpay.reading import UnreadableError, moment, note, optional_text, text, whole
from gateways.reversals import GatewayDispute, GatewayRefund
from models.reversal import DisputeState, RefundStatus

__all__ = ["REFUND_ID_NOTE", "read_dispute", "read_refund"]

REFUND_ID_NOTE = "refund_id"
"""The name of our refund's id in the notes of Razorpay's."""

_REFUND_STATUSES: Mapping[str, RefundStatus] = {
    "pending": RefundStatus.PENDING,
    "processed": RefundStatus.SUCCEEDED,
    "failed": RefundStatus.FAILED,
}
_DISPUTE_STATES: Mapping[str, DisputeState] = {
    "open": DisputeState.OPEN,
    "under_review": DisputeState.OPEN,
    "won": DisputeState.WON,
    "lost": DisputeState.LOST,
}
_CLOSED = "closed"
"""An inquiry that ended before it became a dispute: lost if money was taken by it, else nothing happened."""


def read_refund(data: Mapping[str, Any]) -> GatewayRefund:
    """`data` is the refund as Razorpay's JSON has it; raises UnreadableError."""
    status = _REFUND_STATUSES.get(text(data, "status"))
    if status is None:
        raise UnreadableError("status: is not one that is known")
    return GatewayRefund(
        id=text(data, "id"),
        amount=whole(data, "amount"),
        currency=text(data, "currency").upper(),
        status=status,
        created_at=moment(data),
        refund_id=note(data, REFUND_ID_NOTE),
    )


def read_dispute(data: Mapping[str, Any]) -> GatewayDispute:
    """`data` is the dispute as Razorpay's JSON has it; raises UnreadableError."""
    status = text(data, "status")
    state = _DISPUTE_STATES.get(status)
    if status == _CLOSED:
        state = DisputeState.LOST if whole(data, "amount_deducted") else DisputeState.WON
    if state is None:
        raise UnreadableError("status: is not one that is known")
    return GatewayDispute(
        id=text(data, "id"),
        amount=whole(data, "amount"),
        currency=text(data, "currency").upper(),
        state=state,
        reason=(optional_text(data, "reason_code") or "unknown")[:100],
        created_at=moment(data),
    )
