"""What the wallets must hold, counted from Stripe's own lists and the price list; shares no code with the services."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.services.payments.walk.prices import Order

__all__ = ["Recount", "recount"]

Object = Mapping[str, Any]
_NAMES = {"succeeded": "succeeded", "canceled": "cancelled", "processing": "processing"}


@dataclass
class Recount:
    """By payment id: the status. By wallet: grants by ledger key, and tokens that went back."""

    statuses: dict[str, str] = field(default_factory=dict)
    grants: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    taken: Counter[str] = field(default_factory=Counter)
    paid: int = 0
    """Fen that Stripe received."""
    tokens: int = 0
    """That were sold for it, bonus included."""


def recount(
    intents: Iterable[Object], refunds: Iterable[Object], disputes: Iterable[Object], orders: Mapping[str, Order]
) -> Recount:
    """`orders` are by payment id; raises AssertionError where Stripe was paid something else than was ordered."""
    found = Recount()
    back, contested = Counter(), defaultdict(list)
    for refund in refunds:
        back[refund["payment_intent"]] += refund["amount"] if refund["status"] not in {"failed", "canceled"} else 0
    for dispute in disputes:
        contested[dispute["payment_intent"]].append(dispute)
    for intent in intents:
        payment_id = intent["metadata"]["payment_id"]
        assert payment_id not in found.statuses, f"two PaymentIntents of {payment_id}"
        found.statuses[payment_id] = _status(intent, back[intent["id"]], contested[intent["id"]])
        if intent["status"] == "succeeded":
            lost = sum(dispute["amount"] for dispute in contested[intent["id"]] if dispute["status"] == "lost")
            _count(found, intent, orders[payment_id], back[intent["id"]] + lost)
    return found


def _status(intent: Object, back: int, disputes: list[Object]) -> str:
    if any(dispute["status"] != "won" for dispute in disputes):
        return "disputed"
    if back:
        return "refunded" if back >= intent["amount_received"] else "partially_refunded"
    return _NAMES.get(intent["status"], "failed" if intent["last_payment_error"] else "pending")


def _count(found: Recount, intent: Object, order: Order, gone: int) -> None:
    payment_id, paid = intent["metadata"]["payment_id"], intent["amount_received"]
    assert (paid, intent["currency"]) == (order.amount, order.currency), f"{payment_id}: {paid} for {order}"
    found.paid += paid
    found.tokens += order.tokens + order.bonus
    found.grants[order.wallet][f"payment:{payment_id}"] = order.tokens
    if order.bonus:
        found.grants[order.wallet][f"bonus:{payment_id}"] = order.bonus
    for tokens in (order.tokens, order.bonus):
        found.taken[payment_id] += tokens * min(gone, paid) // paid
