"""What a Checkout Session sells (https://docs.stripe.com/api/checkout/sessions/line_items)."""

from gateways.simulated.call import Call, Json
from gateways.simulated.errors import invalid_request, missing_parameter
from gateways.simulated.ids import new_id
from gateways.simulated.params import Params

__all__ = ["items_of", "keep_items", "line_items", "read_items"]

MAXIMUM_ITEMS = 100
_KIND = "_checkout_items"  # no kind of Stripe's: the session shows them only to whoever asks


def read_items(call: Call) -> tuple[list[Json], str, int]:
    """The items, their currency, and what they cost together before tax."""
    group = call.params.group("line_items")
    if group is None:
        raise missing_parameter("line_items")
    items: list[Json] = []
    for place in range(MAXIMUM_ITEMS):
        each = group.group(str(place))
        if each is None:
            break
        items.append(_read_item(each))
    if not items:
        raise missing_parameter("line_items")
    currencies = {item["currency"] for item in items}
    if len(currencies) > 1:
        raise invalid_request("All line items must have the same currency.", param="line_items")
    return items, currencies.pop(), sum(item["amount_subtotal"] for item in items)


def keep_items(call: Call, session_id: str, items: list[Json]) -> None:
    """Remember what the session sells."""
    call.store.put({"id": f"items_{session_id}", "object": _KIND, "created": call.now, "data": items})


def items_of(call: Call, session_id: str) -> list[Json]:
    """What the session sells."""
    return list(call.get(_KIND, f"items_{session_id}")["data"])


def line_items(call: Call, ids: Json) -> Json:
    """GET /v1/checkout/sessions/{id}/line_items."""
    session = call.get("checkout.session", ids["id"])
    params = call.params
    limit, after = params.integer("limit"), params.text("starting_after") or None
    params.finish()
    limit = 10 if limit is None else limit
    if not 1 <= limit <= MAXIMUM_ITEMS:
        message = f"This value must be between 1 and {MAXIMUM_ITEMS}."
        raise invalid_request(message, param="limit", code="parameter_invalid_integer")
    items = items_of(call, session["id"])
    start = next((place + 1 for place, item in enumerate(items) if item["id"] == after), 0)
    data = items[start : start + limit]
    url = f"/v1/checkout/sessions/{session['id']}/line_items"
    return {"object": "list", "data": data, "has_more": len(items) > start + limit, "url": url}


def _read_item(params: Params) -> Json:
    price = params.group("price_data")
    if price is None:
        raise missing_parameter(params.name("price_data"))
    product = price.group("product_data")
    if product is None:
        raise missing_parameter(price.name("product_data"))
    product.ignore("description", "images", "metadata", "tax_code")
    behavior = price.choice("tax_behavior", {"exclusive", "inclusive", "unspecified"}) or "unspecified"
    currency, name = price.required("currency").lower(), product.required("name")
    amount = _at_least(price, "unit_amount", 0)
    quantity = _at_least(params, "quantity", 1)
    return {
        "id": new_id("li"),
        "object": "item",
        "amount_discount": 0,
        "amount_subtotal": amount * quantity,
        "amount_tax": 0,
        "amount_total": amount * quantity,
        "currency": currency,
        "description": name,
        "price": {"object": "price", "currency": currency, "tax_behavior": behavior, "unit_amount": amount},
        "quantity": quantity,
    }


def _at_least(params: Params, name: str, least: int) -> int:
    value = params.integer(name)
    if value is None:
        raise missing_parameter(params.name(name))
    if value < least:
        message = f"This value must be greater than or equal to {least}."
        raise invalid_request(message, param=params.name(name), code="parameter_invalid_integer")
    return value
