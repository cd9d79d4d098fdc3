"""Prices (https://docs.stripe.com/api/prices): fixed amounts by the month or year, with lookup keys."""

from gateways.simulated.call import Call, Json
from gateways.simulated.errors import invalid_request, missing_parameter
from gateways.simulated.ids import new_id
from gateways.simulated.resources.lists import all_of, page_of
from gateways.stripe.currencies import maximum_amount
from gateways.stripe.types import STRIPE_TYPES

__all__ = ["create", "listing", "retrieve"]

_INTERVALS = frozenset({"month", "year"})


def create(call: Call, _ids: Json) -> Json:
    """POST /v1/prices."""
    params = call.params
    product = call.named("product", params.required("product"), "product")
    currency, amount = params.required("currency").lower(), params.integer("unit_amount")
    if currency not in STRIPE_TYPES["card"].currencies:
        raise invalid_request(f"Invalid currency: {currency[:20]}.", param="currency")
    if amount is None:
        raise missing_parameter("unit_amount")
    if not 0 <= amount <= maximum_amount(currency):
        raise invalid_request("Invalid unit_amount.", param="unit_amount", code="parameter_invalid_integer")
    recurring = _read_recurring(call)
    lookup_key, metadata = params.text("lookup_key", limit=200) or None, params.metadata() or {}
    transfer, nickname = params.boolean("transfer_lookup_key") or False, params.text("nickname") or None
    params.finish()
    _free_lookup_key(call, lookup_key, transfer=transfer)
    price: Json = {
        "id": new_id("price"),
        "object": "price",
        "active": True,
        "billing_scheme": "per_unit",
        "created": call.now,
        "currency": currency,
        "custom_unit_amount": None,
        "livemode": False,
        "lookup_key": lookup_key,
        "metadata": metadata,
        "nickname": nickname,
        "product": product["id"],
        "recurring": recurring,
        "tax_behavior": "unspecified",
        "tiers_mode": None,
        "transform_quantity": None,
        "type": "recurring" if recurring else "one_time",
        "unit_amount": amount,
        "unit_amount_decimal": str(amount),
    }
    call.save(price)
    call.emit("price.created", price)
    return price


def retrieve(call: Call, ids: Json) -> Json:
    """GET /v1/prices/{id}."""
    call.params.finish()
    return call.get("price", ids["id"])


def listing(call: Call, _ids: Json) -> Json:
    """GET /v1/prices, by `lookup_keys`, `product` and `active`."""
    params = call.params
    keys, product, active = params.texts("lookup_keys"), params.text("product"), params.boolean("active")
    if keys is not None and len(keys) > 10:  # noqa: PLR2004 - Stripe's own limit
        raise invalid_request("You can specify up to 10 lookup_keys.", param="lookup_keys")
    found = [
        price
        for price in all_of(call, "price")
        if (keys is None or price["lookup_key"] in keys)
        and product in {None, price["product"]}
        and active in {None, price["active"]}
    ]
    return page_of(call, "price", "/v1/prices", found)


def _read_recurring(call: Call) -> Json | None:
    group = call.params.group("recurring")
    if group is None:
        return None
    interval, count = group.choice("interval", _INTERVALS), group.integer("interval_count")
    if interval is None:
        raise missing_parameter("recurring[interval]")
    return {"interval": interval, "interval_count": count or 1, "meter": None, "usage_type": "licensed"}


def _free_lookup_key(call: Call, lookup_key: str | None, *, transfer: bool) -> None:
    owner = next((each for each in all_of(call, "price") if lookup_key and each["lookup_key"] == lookup_key), None)
    if owner is None:
        return
    if not transfer:
        message = f"A price (`{owner['id']}`) already uses that lookup key."
        raise invalid_request(message, param="lookup_key")
    call.save(owner | {"lookup_key": None})
