"""Lines of invoices (https://docs.stripe.com/api/invoice-line-item/object): whole periods and prorations."""

from gateways.simulated.call import Call, Json
from gateways.simulated.ids import new_id
from gateways.simulated.resources.lists import all_of

__all__ = ["last_debit", "period_line", "proration_lines"]


def period_line(item: Json, price: Json) -> Json:
    """One whole period, in advance."""
    start, end = item["current_period_start"], item["current_period_end"]
    return _line(item, price, price["unit_amount"], (start, end), proration=False)


def proration_lines(item: Json, debit: Json, old: Json, new: Json, at: int) -> list[Json]:
    """The rest of the period at the new price, less the rest of what was debited for it before.

    In flexible billing mode Stripe credits what was really debited, whatever the item's price is now
    (https://docs.stripe.com/billing/subscriptions/billing-mode).
    """
    start, end = item["current_period_start"], item["current_period_end"]
    rest = (at, end)
    credit = -_share(debit["amount"], end - at, end - debit["period"]["start"])
    charge = _share(new["unit_amount"], end - at, end - start)
    return [_line(item, old, credit, rest, proration=True), _line(item, new, charge, rest, proration=True)]


def last_debit(call: Call, subscription: Json) -> Json | None:
    """The newest paid line that pays for time up to the end of the subscription's period."""
    end = subscription["items"]["data"][0]["current_period_end"]
    for invoice in all_of(call, "invoice", subscription["customer"]):
        of_this = invoice["parent"]["subscription_details"]["subscription"] == subscription["id"]
        for line in reversed(invoice["lines"]["data"]):
            if of_this and invoice["status"] == "paid" and line["amount"] > 0 and line["period"]["end"] == end:
                found: Json = line
                return found
    return None


def _share(amount: int, part: int, whole: int) -> int:
    """`amount * part / whole`, to the nearest minor unit, halves up."""
    return (amount * part * 2 + whole) // (whole * 2)


def _line(item: Json, price: Json, amount: int, period: tuple[int, int], *, proration: bool) -> Json:
    return {
        "id": new_id("il"),
        "object": "line_item",
        "amount": amount,
        "currency": price["currency"],
        "description": f"{'Remaining time on' if proration else '1 x'} {price['product']}",
        "discount_amounts": [],
        "discountable": not proration,
        "discounts": [],
        "livemode": False,
        "metadata": {},
        "parent": {
            "invoice_item_details": None,
            "subscription_item_details": {
                "invoice_item": None,
                "proration": proration,
                "proration_details": {"credited_items": None},
                "subscription": item["subscription"],
                "subscription_item": item["id"],
            },
            "type": "subscription_item_details",
        },
        "period": {"start": period[0], "end": period[1]},
        "pretax_credit_amounts": [],
        "pricing": {
            "price_details": {"price": price["id"], "product": price["product"]},
            "type": "price_details",
            "unit_amount_decimal": price["unit_amount_decimal"],
        },
        "quantity": 1,
        "subtotal": amount,
        "taxes": [],
    }
