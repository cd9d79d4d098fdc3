"""Subscriptions to one price (https://docs.stripe.com/api/subscriptions): create, retrieve, list, update, cancel."""

from gateways.simulated.call import Call, Json
from gateways.simulated.errors import ApiError, invalid_request, missing_parameter
from gateways.simulated.ids import new_id
from gateways.simulated.params import Params
from gateways.simulated.resources.invoice_lines import period_line
from gateways.simulated.resources.invoice_making import make_invoice
from gateways.simulated.resources.invoice_paying import change_subscription
from gateways.simulated.resources.invoices import mark_void
from gateways.simulated.resources.lists import all_of, page_of
from gateways.simulated.resources.payment_methods import by_id
from gateways.simulated.resources.periods import period_after
from gateways.simulated.resources.price_changes import change_price

__all__ = ["cancel", "create", "end", "listing", "retrieve", "update"]

_STATUSES = frozenset({"incomplete", "incomplete_expired", "active", "past_due", "canceled", "all", "ended"})
_ENDED = frozenset({"canceled", "incomplete_expired"})
_SAVING = frozenset({"off", "on_subscription"})


def create(call: Call, _ids: Json) -> Json:
    """POST /v1/subscriptions; only with payment_behavior=default_incomplete, so that it waits for its first payment."""
    params = call.params
    customer = call.named("customer", params.required("customer"), "customer")
    price = call.named("price", _one_item(params).required("price"), "items[0][price]")
    if params.text("payment_behavior") != "default_incomplete":
        raise invalid_request("Only payment_behavior=default_incomplete is simulated.", param="payment_behavior")
    subscription = _new_subscription(call, customer, price)
    _read_settings(params, subscription)
    params.finish()
    if price["recurring"] is None:
        raise invalid_request("The price specified is set to `type=one_time`.", param="items[0][price]")
    call.save(subscription)
    item = subscription["items"]["data"][0]
    call.emit("customer.subscription.created", subscription)
    make_invoice(call, subscription, "subscription_create", [period_line(item, price)])
    return call.save(subscription)


def retrieve(call: Call, ids: Json) -> Json:
    """GET /v1/subscriptions/{id}."""
    call.params.finish()
    return call.get("subscription", ids["id"])


def listing(call: Call, _ids: Json) -> Json:
    """GET /v1/subscriptions, by `customer`, `price` and `status`; without a status, those that have not ended."""
    params = call.params
    customer, price = params.text("customer") or None, params.text("price") or None
    status = params.choice("status", _STATUSES)
    found = [
        subscription
        for subscription in all_of(call, "subscription", customer)
        if price in {None, subscription["items"]["data"][0]["price"]["id"]} and _fits(subscription["status"], status)
    ]
    return page_of(call, "subscription", "/v1/subscriptions", found)


def update(call: Call, ids: Json) -> Json:
    """POST /v1/subscriptions/{id}: the price, the end with the period, the card, the metadata."""
    subscription = call.get("subscription", ids["id"])
    params = call.params
    if subscription["status"] in _ENDED:
        message = "A canceled subscription can only update its cancellation_details and metadata."
        raise invalid_request(message)
    changes: Json = {}
    cancel_at_end = params.boolean("cancel_at_period_end")
    if cancel_at_end is not None:
        changes |= _ending(call, subscription, cancel=cancel_at_end)
    method = params.text("default_payment_method") or None
    if method is not None:
        changes["default_payment_method"] = by_id(call, method, param="default_payment_method", status=400)["id"]
    merged = {**subscription["metadata"], **(params.metadata() or {})}
    changes["metadata"] = {key: value for key, value in merged.items() if value}
    priced = params.has_group("items")
    if priced and subscription["status"] == "incomplete":
        raise invalid_request("A subscription that waits for its first payment cannot change its items.")
    if priced:
        changes |= change_price(call, subscription, _one_item(params))
    params.ignore("payment_behavior", "proration_behavior")
    params.finish()
    return change_subscription(call, subscription, changes)


def cancel(call: Call, ids: Json) -> Json:
    """DELETE /v1/subscriptions/{id}: at once."""
    subscription = call.get("subscription", ids["id"])
    call.params.ignore("invoice_now", "prorate")
    call.params.finish()
    if subscription["status"] in _ENDED:
        raise ApiError(
            404, "invalid_request_error", f"No such subscription: '{ids['id']}'", param="id", code="resource_missing"
        )
    return end(call, subscription, reason="cancellation_requested")


def end(call: Call, subscription: Json, *, reason: str, at: int | None = None) -> Json:
    """It has ended, at `at` or now; an invoice that is open can no longer be paid."""
    never_paid = subscription["status"] == "incomplete"
    invoice = call.get("invoice", subscription["latest_invoice"])
    if invoice["status"] == "open":
        mark_void(call, invoice)
    subscription |= {
        "canceled_at": subscription["canceled_at"] or call.now,
        "cancellation_details": {"comment": None, "feedback": None, "reason": reason},
        "ended_at": at or call.now,
        "status": "incomplete_expired" if never_paid else "canceled",
    }
    call.save(subscription)
    call.emit("customer.subscription.updated" if never_paid else "customer.subscription.deleted", subscription)
    return subscription


def _one_item(params: Params) -> Params:
    items = params.group("items")
    first = items.group("0") if items is not None else None
    if first is None:
        raise missing_parameter("items")
    return first


def _read_settings(params: Params, subscription: Json) -> None:
    subscription["description"] = params.text("description", limit=500) or None
    subscription["metadata"] = params.metadata() or {}
    mode, settings = params.group("billing_mode"), params.group("payment_settings")
    if mode is not None:
        subscription["billing_mode"]["type"] = mode.choice("type", {"classic", "flexible"}) or "flexible"
    if settings is not None:
        saving = settings.choice("save_default_payment_method", _SAVING)
        subscription["payment_settings"]["save_default_payment_method"] = saving or "off"
        subscription["payment_settings"]["payment_method_types"] = settings.texts("payment_method_types")
    params.ignore("off_session", "automatic_tax", "collection_method")


def _ending(call: Call, subscription: Json, *, cancel: bool) -> Json:
    end_at = subscription["items"]["data"][0]["current_period_end"]
    reason = "cancellation_requested" if cancel else None
    return {
        "cancel_at": end_at if cancel else None,
        "cancel_at_period_end": cancel,
        "canceled_at": call.now if cancel else None,
        "cancellation_details": {"comment": None, "feedback": None, "reason": reason},
    }


def _fits(status: str, wanted: str | None) -> bool:
    if wanted is None:
        return status not in _ENDED
    return wanted in {"all", status} or (wanted == "ended" and status in _ENDED)


def _new_subscription(call: Call, customer: Json, price: Json) -> Json:
    subscription_id = new_id("sub")
    start, end_at = period_after(call.now, call.now, price)
    item: Json = {
        "id": new_id("si"),
        "object": "subscription_item",
        "billing_thresholds": None,
        "created": call.now,
        "current_period_end": end_at,
        "current_period_start": start,
        "discounts": [],
        "metadata": {},
        "price": price,
        "quantity": 1,
        "subscription": subscription_id,
        "tax_rates": [],
    }
    return {
        "id": subscription_id,
        "object": "subscription",
        "automatic_tax": {"disabled_reason": None, "enabled": False, "liability": None},
        "billing_cycle_anchor": call.now,
        "billing_mode": {"type": "flexible"},
        "cancel_at": None,
        "cancel_at_period_end": False,
        "canceled_at": None,
        "cancellation_details": {"comment": None, "feedback": None, "reason": None},
        "collection_method": "charge_automatically",
        "created": call.now,
        "currency": price["currency"],
        "customer": customer["id"],
        "default_payment_method": None,
        "description": None,
        "discounts": [],
        "ended_at": None,
        "items": {
            "object": "list",
            "data": [item],
            "has_more": False,
            "url": f"/v1/subscription_items?subscription={subscription_id}",
        },
        "latest_invoice": None,
        "livemode": False,
        "metadata": {},
        "pause_collection": None,
        "payment_settings": {"payment_method_types": None, "save_default_payment_method": "off"},
        "pending_setup_intent": None,
        "pending_update": None,
        "schedule": None,
        "start_date": call.now,
        "status": "incomplete",
        "trial_end": None,
        "trial_start": None,
    }
