"""Invoices of subscriptions (https://docs.stripe.com/api/invoices), and how they end."""

from gateways.simulated.call import Call, Json
from gateways.simulated.resources.lists import all_of, is_within, page_of, read_created
from gateways.simulated.store import Store

__all__ = [
    "default_payment",
    "invoice_of",
    "link",
    "list_payments",
    "listing",
    "mark_paid",
    "mark_void",
    "retrieve",
]

_LINK = "_invoice_link"  # no kind of Stripe's: finds an invoice by its PaymentIntent, and its payment by the invoice


def retrieve(call: Call, ids: Json) -> Json:
    """GET /v1/invoices/{id}."""
    call.params.finish()
    return call.get("invoice", ids["id"])


def listing(call: Call, _ids: Json) -> Json:
    """GET /v1/invoices, by `subscription`, `customer`, `status` and `created`."""
    params = call.params
    created = read_created(params)
    customer, subscription, status = params.text("customer"), params.text("subscription"), params.text("status")
    found = [
        invoice
        for invoice in all_of(call, "invoice", customer or None)
        if (subscription or None) in {None, invoice["parent"]["subscription_details"]["subscription"]}
        and (status or None) in {None, invoice["status"]}
        and is_within(invoice["created"], created)
    ]
    return page_of(call, "invoice", "/v1/invoices", found)


def list_payments(call: Call, _ids: Json) -> Json:
    """GET /v1/invoice_payments, by `invoice` and `payment[payment_intent]`."""
    params = call.params
    invoice, group = params.text("invoice") or None, params.group("payment")
    intent = group.text("payment_intent") if group is not None else None
    if group is not None:
        group.choice("type", {"payment_intent"})
    found = [
        payment
        for payment in all_of(call, "invoice_payment")
        if invoice in {None, payment["invoice"]} and intent in {None, payment["payment"]["payment_intent"]}
    ]
    return page_of(call, "invoice_payment", "/v1/invoice_payments", found)


def mark_paid(call: Call, invoice: Json) -> Json:
    """All of it was received."""
    invoice |= {
        "amount_paid": invoice["total"],
        "amount_remaining": 0,
        "attempted": True,
        "status": "paid",
    }
    invoice["status_transitions"]["paid_at"] = call.now
    payment = default_payment(call.store, invoice)
    payment |= {"amount_paid": invoice["total"], "status": "paid"}
    payment["status_transitions"]["paid_at"] = call.now
    call.save(payment)
    call.save(invoice)
    call.emit("invoice.paid", invoice)
    call.emit("invoice.payment_succeeded", invoice)
    return invoice


def mark_void(call: Call, invoice: Json) -> None:
    """Nobody can pay it any more."""
    invoice["status"] = "void"
    invoice["status_transitions"]["voided_at"] = call.now
    payment = default_payment(call.store, invoice)
    payment["status"] = "canceled"
    payment["status_transitions"]["canceled_at"] = call.now
    intent = call.get("payment_intent", payment["payment"]["payment_intent"])
    intent |= {
        "canceled_at": call.now,
        "cancellation_reason": "void_invoice",
        "next_action": None,
        "status": "canceled",
    }
    for item in (invoice, payment, intent):
        call.save(item)
    call.emit("payment_intent.canceled", intent)
    call.emit("invoice.voided", invoice)


def default_payment(store: Store, invoice: Json) -> Json:
    """The invoice's one payment."""
    link = store.get(_LINK, f"link_{invoice['id']}")
    found = store.get("invoice_payment", link["target"]) if link is not None else None
    assert found is not None  # noqa: S101 - both are made with the invoice
    return found


def link(call: Call, invoice: Json, payment: Json, intent: Json) -> None:
    """Let the two be found by each other."""
    for name, target in ((intent["id"], invoice["id"]), (invoice["id"], payment["id"])):
        call.store.put({"id": f"link_{name}", "object": _LINK, "created": call.now, "target": target})


def invoice_of(call: Call, intent: Json) -> Json | None:
    """The invoice that this PaymentIntent pays, if it pays one."""
    link = call.store.get(_LINK, f"link_{intent['id']}")
    return None if link is None else call.get("invoice", link["target"])
