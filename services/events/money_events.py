"""The events of payments and of subscriptions' invoices, read off how they are stored. Pure."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from models.payment import PaymentStatus
from models.reversal import DisputeState, RefundStatus
from services.events.event import Event, EventType

__all__ = ["invoice_events", "payment_events"]

_DECIDED = {DisputeState.WON.value: EventType.DISPUTE_WON, DisputeState.LOST.value: EventType.DISPUTE_LOST}
_MOST_TEXT_CHARACTERS = 100


def payment_events(row: Mapping[str, Any], now: datetime) -> Iterator[Event]:
    """All events that a stored payment bears witness of; `now` is when what has no moment of its own was seen."""
    said = _payment(row)
    if row.get("credited_at") is not None:
        yield Event(EventType.PAYMENT_SUCCEEDED, row["_id"], row["credited_at"], said)
    elif row["status"] == PaymentStatus.FAILED.value:
        code = str((row.get("failure") or {}).get("code", "unknown"))[:_MOST_TEXT_CHARACTERS]
        at = row.get("status_at") or row["created_at"]
        yield Event(EventType.PAYMENT_FAILED, f"{row['_id']} {at.isoformat()} {code}", at, said | {"failureCode": code})
    yield from _reversed(row, {"paymentId": row["_id"], "userId": row["user_id"]}, now)


def invoice_events(row: Mapping[str, Any], now: datetime) -> Iterator[Event]:
    """The same, of a paid invoice."""
    said = {"subscriptionId": row["subscription_id"], "invoiceId": row["_id"], "userId": row["user_id"]}
    if row.get("granted_at") is not None:
        paid = {
            "walletId": row["wallet_id"],
            "planId": row["plan_id"],
            "tokens": str(row["tokens"]),
            "amount": str(row["amount"]),
            "currency": row["currency"],
        }
        yield Event(EventType.SUBSCRIPTION_PAID, row["_id"], row["granted_at"], said | paid)
    yield from _reversed(row, said, now)


def _payment(row: Mapping[str, Any]) -> dict[str, Any]:
    gift = row.get("gift") or {}
    return {
        "paymentId": row["_id"],
        "userId": row["user_id"],
        "walletId": row["wallet_id"],
        "packageId": row["package_id"],
        "tokens": str(row["tokens"]),
        "amount": str(row["amount"]),
        "currency": row["currency"],
        "method": row["method"],
        "giftToUserId": gift.get("receiver_user_id"),
    }


def _reversed(row: Mapping[str, Any], said: dict[str, Any], now: datetime) -> Iterator[Event]:
    reversal = row.get("reversal") or {}
    for refund in reversal.get("refunds", ()):
        if refund["status"] == RefundStatus.SUCCEEDED.value:
            data = said | {"refundId": refund["id"], "amount": str(refund["amount"]), "currency": row["currency"]}
            source = f"{row['_id']} {refund['id']}"
            yield Event(EventType.PAYMENT_REFUNDED, source, now, data, root_at=refund["created_at"])
    for dispute in reversal.get("disputes", ()):
        source = f"{row['_id']} {dispute['id']}"
        data = said | {
            "disputeId": dispute["id"],
            "amount": str(dispute["amount"]),
            "currency": row["currency"],
            "reason": str(dispute["reason"])[:_MOST_TEXT_CHARACTERS],
        }
        yield Event(EventType.DISPUTE_OPENED, source, dispute["created_at"], data)
        if dispute["state"] in _DECIDED:
            yield Event(_DECIDED[dispute["state"]], source, now, data, root_at=dispute["created_at"])
