"""Time that passes for a subscription, as a test clock lets it (https://docs.stripe.com/billing/testing/test-clocks)."""

from gateways.simulated.call import Call, Json
from gateways.simulated.errors import ApiError, invalid_request
from gateways.simulated.resources.invoice_lines import period_line
from gateways.simulated.resources.invoice_making import make_invoice
from gateways.simulated.resources.invoice_paying import change_subscription
from gateways.simulated.resources.invoices import default_payment
from gateways.simulated.resources.paying import charge_invoice
from gateways.simulated.resources.periods import period_after
from gateways.simulated.resources.subscriptions import end

__all__ = ["STEPS", "pass_time"]

STEPS = frozenset({"renew", "retry", "give_up", "expire"})


def pass_time(call: Call, subscription_id: str, step: str) -> Json:
    """`renew`: its period ends. `retry`: an open invoice is tried again. `give_up`: all tries have failed.

    `expire`: the first payment was not made within 23 hours.
    """
    subscription = call.get("subscription", subscription_id)
    status = subscription["status"]
    if step == "expire" and status == "incomplete":
        return end(call, subscription, reason="payment_failed")
    if step == "give_up" and status == "past_due":
        return end(call, subscription, reason="payment_failed")
    if step == "retry" and status == "past_due":
        invoice = call.get("invoice", subscription["latest_invoice"])
        return _collect(call, subscription, invoice) if invoice["status"] == "open" else subscription
    if step == "renew" and status in {"active", "past_due"}:
        return _renew(call, subscription)
    raise invalid_request(f"A subscription that is {status} cannot {step}.")


def _renew(call: Call, subscription: Json) -> Json:
    item = dict(subscription["items"]["data"][0])
    over = item["current_period_end"]
    if subscription["cancel_at_period_end"]:
        return end(call, subscription, reason="cancellation_requested", at=over)
    start, end_at = period_after(subscription["billing_cycle_anchor"], over, item["price"])
    item |= {"current_period_start": start, "current_period_end": end_at}
    invoice, _ = make_invoice(
        call,
        subscription | {"items": {"data": [item]}},
        "subscription_cycle",
        [period_line(item, item["price"])],
    )
    changes: Json = {"items": subscription["items"] | {"data": [item]}, "latest_invoice": invoice["id"]}
    return _collect(call, change_subscription(call, subscription, changes), invoice)


def _collect(call: Call, subscription: Json, invoice: Json) -> Json:
    payment = default_payment(call.store, invoice)
    intent = call.get("payment_intent", payment["payment"]["payment_intent"])
    try:
        charge_invoice(call, subscription, intent)
    except ApiError as error:
        if not error.executed:
            raise
    return call.get("subscription", subscription["id"])
