"""What the wallets must hold, counted from Stripe's own lists and the price list; shares no code with the services."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.services.payments.walk.prices import Order

__all__ = ["Object", "Recount", "Reversed", "recount"]

Object = Mapping[str, Any]
_NAMES = {"succeeded": "succeeded", "canceled": "cancelled", "processing": "processing"}


class Reversed:
    """What went back of the money of each PaymentIntent, by refunds and disputes."""

    def __init__(self, refunds: Iterable[Object], disputes: Iterable[Object]) -> None:
        self.refunded: Counter[str] = Counter()
        self.disputes: dict[str, list[Object]] = defaultdict(list)
        for refund in refunds:
            counts = refund["status"] not in {"failed", "canceled"}
            self.refunded[refund["payment_intent"]] += refund["amount"] if counts else 0
        for dispute in disputes:
            self.disputes[dispute["payment_intent"]].append(dispute)

    def gone(self, intent: str) -> int:
        """Minor units that the payer has back."""
        lost = sum(dispute["amount"] for dispute in self.disputes[intent] if dispute["status"] == "lost")
        return self.refunded[intent] + lost


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


def recount(intents: Iterable[Object], back: Reversed, orders: Mapping[str, Order]) -> Recount:
    """`orders` are by payment id; raises AssertionError where Stripe was paid something else than was ordered."""
    found = Recount()
    for intent in intents:
        payment_id = intent["metadata"].get("payment_id")
        if payment_id is None:
            continue  # an invoice's
        assert payment_id not in found.statuses, f"two PaymentIntents of {payment_id}"
        found.statuses[payment_id] = _status(intent, back)
        if intent["status"] == "succeeded":
            _count(found, intent, orders[payment_id], back.gone(intent["id"]))
    return found


def _status(intent: Object, back: Reversed) -> str:
    if any(dispute["status"] != "won" for dispute in back.disputes[intent["id"]]):
        return "disputed"
    refunded = back.refunded[intent["id"]]
    if refunded:
        return "refunded" if refunded >= intent["amount_received"] else "partially_refunded"
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
