"""Another price for a running subscription (https://docs.stripe.com/billing/subscriptions/change-price)."""

from gateways.simulated.call import Call, Json
from gateways.simulated.errors import ApiError, invalid_request
from gateways.simulated.params import Params
from gateways.simulated.resources.invoice_lines import last_debit, proration_lines
from gateways.simulated.resources.invoice_making import make_invoice
from gateways.simulated.resources.invoice_paying import change_subscription
from gateways.simulated.resources.paying import charge_invoice

__all__ = ["change_price"]

_PRORATIONS = frozenset({"always_invoice", "none"})


def change_price(call: Call, subscription: Json, item_params: Params) -> Json:
    """What changes in the subscription. With proration_behavior=always_invoice the difference is collected first.

    A payment that fails raises ApiError 402, which undoes all of it: payment_behavior=error_if_incomplete.
    """
    item = dict(subscription["items"]["data"][0])
    if item_params.text("id") != item["id"]:
        message = "Only the one item of a subscription can be changed here; name it by `id`."
        raise invalid_request(message, param="items[0][id]")
    new = call.named("price", item_params.required("price"), "items[0][price]")
    behavior = call.params.choice("proration_behavior", _PRORATIONS)
    if behavior is None or call.params.text("payment_behavior") != "error_if_incomplete":
        raise invalid_request("Only always_invoice or none, with error_if_incomplete, are simulated.")
    old = item["price"]
    if new["currency"] != old["currency"] or new["recurring"] != old["recurring"]:
        raise invalid_request("A change of currency or interval is not simulated.", param="items[0][price]")
    item["price"] = new
    changes: Json = {"items": subscription["items"] | {"data": [item]}}
    debit = last_debit(call, subscription)
    if behavior == "always_invoice" and debit is not None:
        _bill_difference(call, subscription, item, debit, new)
    return changes


def _bill_difference(call: Call, subscription: Json, item: Json, debit: Json, new: Json) -> None:
    # A control may have moved the subscription into a period that has not begun by the clock.
    at = max(call.now, item["current_period_start"], debit["period"]["start"])
    paid_for = call.named("price", debit["pricing"]["price_details"]["price"], "items")
    lines = proration_lines(item, debit, paid_for, new, at)
    if sum(line["amount"] for line in lines) <= 0:
        raise invalid_request("A change that credits more than it bills is not simulated.")
    invoice, intent = make_invoice(call, subscription, "subscription_update", lines)
    change_subscription(call, subscription, {"latest_invoice": invoice["id"]})
    try:
        charge_invoice(call, subscription, intent)
    except ApiError as error:
        error.executed = False  # nothing of it is kept
        raise
    subscription |= call.get("subscription", subscription["id"])
