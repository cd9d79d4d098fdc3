"""One stored document, or what is at hand, for each type of event: what docs/webhooks.md shows is made of these."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from bson.int64 import Int64

from models.low_balance import LowBalance
from models.outgoing_event import OutgoingEvent
from services.events.event import Event, EventType
from services.events.money_events import invoice_events, payment_events
from services.events.people_events import admin_action_events, subscription_events, user_events
from services.ledger.balance import Balance
from services.low_balance.notices import changed_event, low_event
from services.outgoing_webhooks.deliveries import check_event
from services.outgoing_webhooks.payload import payload_of

__all__ = ["payloads"]

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
USER, WALLET = "usr_01kjm0x2vw8t3s5k7n9q4c6e8f", "wal_01kjm0x2vw1a2b3c4d5e6f7g8h"
PAYMENT: dict[str, Any] = {
    "_id": "pay_01kjm0y3wx9v4t6m8p2r5d7f9g",
    "user_id": USER,
    "wallet_id": WALLET,
    "package_id": "package_500k",
    "tokens": 500_000,
    "amount": 3_500,
    "currency": "CNY",
    "method": "card",
    "status": "succeeded",
    "created_at": AT,
}
REFUND = {"id": "re_3PqR5s", "amount": 1_000, "status": "succeeded", "created_at": AT}
DISPUTE = {"id": "du_1PqR5s", "amount": 3_500, "reason": "fraudulent", "created_at": AT}
SUBSCRIPTION: dict[str, Any] = {
    "_id": "subn_01kjm0z4xy2w5v7n9q3s6e8g1h",
    "user_id": USER,
    "plan_id": "pro",
    "status": "active",
    "period_end": AT.replace(month=4),
    "paid_until": AT.replace(month=4),
    "created_at": AT,
    "ended_at": AT,
}
INVOICE = {
    "_id": "in_1PqR5s",
    "subscription_id": SUBSCRIPTION["_id"],
    "user_id": USER,
    "wallet_id": WALLET,
    "plan_id": "pro",
    "amount": 9_900,
    "currency": "CNY",
    "tokens": 2_000_000,
    "granted_at": AT,
}
PERSON = {"_id": USER, "wallet_id": WALLET, "role": "user", "status": "active", "created_at": AT}
ACTION = {"target_id": USER, "effect_id": "eff_1", "completed_at": AT, "outcome": "done"}
FALLEN = LowBalance.model_construct(
    id=WALLET,
    user_id=USER,
    notices=1,
    low_at=AT,
    low_available=Int64(740),
    low_held=Int64(0),
    low_threshold=Int64(1_000),
)
BALANCE = Balance(
    free=740, purchased=500_000, held=4_000, debt=0, lifetime_purchased=500_000, lifetime_spent=9_260, seq=42
)


def payloads() -> dict[str, bytes]:
    """What is sent, by type."""
    return {
        event.type.value: payload_of(
            OutgoingEvent.model_construct(
                id=event.id, type=event.type.value, at=event.at, data=dict(event.data), created_at=AT
            )
        )
        for event in _events()
    }


def _events() -> Iterator[Event]:
    yield from payment_events(PAYMENT | {"credited_at": AT}, AT)
    yield from payment_events(PAYMENT | {"status": "failed", "failure": {"code": "insufficient_funds"}}, AT)
    for state in ("won", "lost"):
        reversal = {"refunds": [REFUND], "disputes": [DISPUTE | {"state": state}]}
        yield from payment_events(PAYMENT | {"reversal": reversal}, AT)
    for status in ("past_due", "cancelled", "expired"):
        yield from subscription_events(SUBSCRIPTION | {"status": status}, AT)
    yield from invoice_events(INVOICE, AT)
    yield low_event(FALLEN, USER, None, AT)
    yield changed_event(WALLET, BALANCE, AT)
    yield from user_events(PERSON, AT)
    for action in ("suspend_user", "activate_user"):
        yield from admin_action_events(ACTION | {"action": action}, AT)
    yield from user_events(PERSON | {"status": "erased", "erasing_since": AT}, AT)
    yield check_event("whe_01kjm104yz3x6w8p2r4t7f9h2j", AT)


assert {event.type for event in _events()} == set(EventType)
