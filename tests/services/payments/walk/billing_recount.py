"""What subscriptions must have granted, counted from Stripe's own lists and the price list, like `recount`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tests.services.payments.walk.prices import PLANS
from tests.services.payments.walk.recount import Object, Reversed

__all__ = ["BillingRecount", "recount_billing", "standing"]


@dataclass
class BillingRecount:
    """By invoice: what it granted, and what of that went back. Only paid ones are there."""

    subscriptions: dict[str, str] = field(default_factory=dict)
    """Stripe's id of the subscription that an invoice belongs to, by invoice."""
    granted: dict[str, int] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)
    paid: int = 0
    """Fen that Stripe received."""


def recount_billing(invoices: Iterable[Object], payments: Iterable[Object], back: Reversed) -> BillingRecount:
    """`payments` are invoice payments. Raises AssertionError where an invoice asked for what is on no price list."""
    found, intents = BillingRecount(), {}
    for payment in payments:
        if payment["status"] == "paid":
            intents[payment["invoice"]] = payment["payment"]["payment_intent"]
    periods = defaultdict(list)
    paid = [invoice for invoice in invoices if invoice["status"] == "paid"]
    for invoice in paid:
        if invoice["billing_reason"] != "subscription_update":
            periods[_subscription(invoice)].append(invoice["lines"]["data"][0]["period"])
    for invoice in paid:
        reference, amount = invoice["id"], invoice["amount_paid"]
        tokens = _tokens(invoice, periods[_subscription(invoice)])
        found.subscriptions[reference] = _subscription(invoice)
        found.granted[reference] = tokens
        found.taken[reference] = tokens * min(back.gone(intents[reference]), amount) // amount
        found.paid += amount
    return found


def standing(subscription: Object) -> tuple[str, int, bool]:
    """Status, end of the period in Unix seconds, and whether it ends with that period."""
    status, why = subscription["status"], subscription["cancellation_details"]["reason"]
    names = {"incomplete_expired": "expired", "canceled": "expired" if why == "payment_failed" else "cancelled"}
    running = status not in names
    ending = running and subscription["cancel_at_period_end"]
    return names.get(status, status), subscription["items"]["data"][0]["current_period_end"], ending


def _subscription(invoice: Object) -> str:
    return str(invoice["parent"]["subscription_details"]["subscription"])


def _tokens(invoice: Object, periods: Iterable[Mapping[str, int]]) -> int:
    lines = [(line["amount"], _plan(line), line["period"]) for line in invoice["lines"]["data"]]
    assert invoice["amount_paid"] == sum(amount for amount, _, _ in lines)
    if invoice["billing_reason"] != "subscription_update":
        ((amount, plan, _),) = lines
        assert amount == PLANS[plan][0], f"{amount} for {plan}"
        return PLANS[plan][1]
    (credit, old, rest), (charge, new, _) = sorted(lines, key=lambda line: line[0])
    (period,) = [each for each in periods if each["end"] == rest["end"]]
    part, whole = rest["end"] - rest["start"], period["end"] - period["start"]
    assert abs(charge - PLANS[new][0] * part / whole) <= 1, f"{charge} for the rest on {new}"
    assert abs(credit + PLANS[old][0] * part / whole) <= 1, f"{credit} for the rest on {old}"
    return (PLANS[new][1] - PLANS[old][1]) * part // whole


def _plan(line: Object) -> str:
    return str(line["pricing"]["price_details"]["product"]).removeprefix("tokentill_")
