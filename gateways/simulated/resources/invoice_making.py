"""Makes invoices (https://docs.stripe.com/api/invoices/object), finalised at once, each with its PaymentIntent."""

from gateways.simulated.call import Call, Json
from gateways.simulated.ids import new_id
from gateways.simulated.resources.invoices import link
from gateways.simulated.resources.payment_intents import new_intent

__all__ = ["make_invoice"]

_DESCRIPTIONS = {
    "subscription_create": "Subscription creation",
    "subscription_cycle": "Subscription update",
    "subscription_update": "Subscription update",
}


def make_invoice(call: Call, subscription: Json, reason: str, lines: list[Json]) -> tuple[Json, Json]:
    """A finalised invoice of these lines, which come to more than nothing, and the PaymentIntent that it waits for."""
    total = sum(line["amount"] for line in lines)
    invoice = _new_invoice(call, subscription, reason, total)
    for line in lines:
        line["invoice"] = invoice["id"]
    invoice["lines"]["data"] = lines
    call.emit("invoice.created", invoice | {"status": "draft"})
    intent = new_intent(call, total, invoice["currency"])
    intent |= {
        "automatic_payment_methods": None,
        "capture_method": "automatic",
        "customer": subscription["customer"],
        "description": _DESCRIPTIONS[reason],
        "payment_method_options": {},
        "payment_method_types": ["card"],
        "setup_future_usage": "off_session",
    }
    call.save(invoice)
    call.save(intent)
    payment = call.save(_new_payment(call, invoice, intent))
    link(call, invoice, payment, intent)
    subscription["latest_invoice"] = invoice["id"]
    call.emit("payment_intent.created", intent)
    call.emit("invoice.finalized", invoice)
    return invoice, intent


def _new_payment(call: Call, invoice: Json, intent: Json) -> Json:
    return {
        "id": new_id("inpay"),
        "object": "invoice_payment",
        "amount_paid": None,
        "amount_requested": invoice["total"],
        "created": call.now,
        "currency": invoice["currency"],
        "invoice": invoice["id"],
        "is_default": True,
        "livemode": False,
        "payment": {"payment_intent": intent["id"], "type": "payment_intent"},
        "status": "open",
        "status_transitions": {"canceled_at": None, "paid_at": None},
    }


def _new_invoice(call: Call, subscription: Json, reason: str, total: int) -> Json:
    item = subscription["items"]["data"][0]
    return {
        "id": new_id("in"),
        "object": "invoice",
        "amount_due": total,
        "amount_overpaid": 0,
        "amount_paid": 0,
        "amount_remaining": total,
        "attempt_count": 0,
        "attempted": False,
        "auto_advance": True,
        "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
        "billing_reason": reason,
        "collection_method": "charge_automatically",
        "created": call.now,
        "currency": subscription["currency"],
        "customer": subscription["customer"],
        "default_payment_method": None,
        "description": None,
        "discounts": [],
        "ending_balance": 0,
        "hosted_invoice_url": None,
        "invoice_pdf": None,
        "lines": {"object": "list", "data": [], "has_more": False, "url": "/v1/invoices/lines"},
        "livemode": False,
        "metadata": {},
        "next_payment_attempt": None,
        "number": None,
        "parent": {
            "quote_details": None,
            "subscription_details": {
                "metadata": dict(subscription["metadata"]),
                "subscription": subscription["id"],
            },
            "type": "subscription_details",
        },
        "period_end": item["current_period_start"],
        "period_start": item["current_period_start"],
        "post_payment_credit_notes_amount": 0,
        "pre_payment_credit_notes_amount": 0,
        "starting_balance": 0,
        "status": "open",
        "status_transitions": {
            "finalized_at": call.now,
            "marked_uncollectible_at": None,
            "paid_at": None,
            "voided_at": None,
        },
        "subtotal": total,
        "subtotal_excluding_tax": total,
        "total": total,
        "total_discount_amounts": [],
        "total_excluding_tax": total,
        "total_taxes": [],
    }
