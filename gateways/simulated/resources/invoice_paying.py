"""What becomes of an invoice and its subscription when the invoice's PaymentIntent is paid, or is not.

https://docs.stripe.com/billing/subscriptions/overview (subscription statuses)
"""

from gateways.simulated.call import Call, Json
from gateways.simulated.resources.invoices import invoice_of, mark_paid

__all__ = ["change_subscription", "follow_failure", "follow_success"]


def follow_success(call: Call, intent: Json) -> None:
    """The invoice is paid, and the card kept for the next period; the newest one makes its subscription active."""
    invoice = invoice_of(call, intent)
    if invoice is None or invoice["status"] != "open":
        return
    mark_paid(call, invoice)
    subscription = _subscription_of(call, invoice)
    changes: Json = {"default_payment_method": intent["payment_method"]}
    if subscription["status"] in {"incomplete", "past_due"} and invoice["id"] == subscription["latest_invoice"]:
        changes["status"] = "active"
    if subscription["payment_settings"]["save_default_payment_method"] != "on_subscription":
        del changes["default_payment_method"]
    change_subscription(call, subscription, changes)


def follow_failure(call: Call, intent: Json) -> None:
    """The invoice stays open; a subscription that was active is past due when it is its newest."""
    invoice = invoice_of(call, intent)
    if invoice is None or invoice["status"] != "open":
        return
    invoice |= {"attempt_count": invoice["attempt_count"] + 1, "attempted": True}
    call.save(invoice)
    call.emit("invoice.payment_failed", invoice)
    subscription = _subscription_of(call, invoice)
    if subscription["status"] == "active" and invoice["id"] == subscription["latest_invoice"]:
        change_subscription(call, subscription, {"status": "past_due"})


def change_subscription(call: Call, subscription: Json, changes: Json) -> Json:
    """Keep the changes and tell of them, if there are any."""
    before = {name: subscription[name] for name, value in changes.items() if subscription[name] != value}
    subscription |= changes
    call.save(subscription)
    if before:
        call.emit("customer.subscription.updated", subscription, before)
    return subscription


def _subscription_of(call: Call, invoice: Json) -> Json:
    return call.get("subscription", invoice["parent"]["subscription_details"]["subscription"])
