"""Tax Calculations (https://docs.stripe.com/api/tax/calculations)."""

import re

from gateways.simulated.call import Call, Json
from gateways.simulated.errors import invalid_request, missing_parameter
from gateways.simulated.ids import new_id
from gateways.simulated.params import Params
from gateways.simulated.resources.tax_rules import is_location, percent_in, tax_on
from gateways.stripe.types import STRIPE_TYPES

__all__ = ["create", "line_items", "listed", "retrieve", "shown"]

LIFE_SECONDS = 90 * 86_400
MAXIMUM_ITEMS = 100
_COUNTRY = re.compile(r"[A-Z]{2}\Z")
_HIDDEN = ("committed", "created", "line_items")
"""What is kept, and not in the object as Stripe answers it."""


def create(call: Call, _ids: Json) -> Json:
    """POST /v1/tax/calculations."""
    params = call.params
    currency = params.required("currency").lower()
    if currency not in STRIPE_TYPES["card"].currencies:
        raise invalid_request(f"Invalid currency: {currency[:20]}.", param="currency")
    customer = params.text("customer") or None
    if customer is not None:
        call.named("customer", customer, "customer")
    details = _read_details(params)
    items = _read_items(params)
    params.ignore("tax_date")
    params.finish()
    percent = percent_in(details["address"]["country"])
    for item in items:
        item["amount_tax"] = tax_on(item["amount"], percent, inclusive=item["tax_behavior"] == "inclusive")
    added = sum(item["amount_tax"] for item in items if item["tax_behavior"] == "exclusive")
    calculation: Json = {
        "id": new_id("taxcalc"),
        "object": "tax.calculation",
        "amount_total": sum(item["amount"] for item in items) + added,
        "created": call.now,
        "currency": currency,
        "customer": customer,
        "customer_details": details,
        "expires_at": call.now + LIFE_SECONDS,
        "line_items": items,
        "livemode": False,
        "ship_from_details": None,
        "shipping_cost": None,
        "tax_amount_exclusive": added,
        "tax_amount_inclusive": sum(item["amount_tax"] for item in items) - added,
        "tax_breakdown": [_breakdown(item, details["address"], percent) for item in items],
        "tax_date": call.now,
    }
    return shown(call.save(calculation))


def retrieve(call: Call, ids: Json) -> Json:
    """GET /v1/tax/calculations/{id}."""
    call.params.finish()
    return shown(call.get("tax.calculation", ids["id"]))


def line_items(call: Call, ids: Json) -> Json:
    """GET /v1/tax/calculations/{id}/line_items."""
    call.params.finish()
    calculation = call.get("tax.calculation", ids["id"])
    return listed(calculation, f"/v1/tax/calculations/{calculation['id']}/line_items")


def shown(item: Json) -> Json:
    """A calculation or association as Stripe answers it."""
    return {name: value for name, value in item.items() if name not in _HIDDEN}


def listed(item: Json, url: str) -> Json:
    """The lines of a calculation or transaction, which all fit into one page."""
    return {"object": "list", "data": item["line_items"], "has_more": False, "url": url}


def _read_details(params: Params) -> Json:
    group = params.group("customer_details")
    address = None if group is None else group.group("address")
    if group is None or address is None:  # no customer here has an address, and nobody is found by an IP address
        raise missing_parameter("customer_details[address]")
    country = address.required("country")
    if not _COUNTRY.match(country):
        message = f"Country '{country[:20]}' is unknown. Try using a 2-character alphanumeric country code instead."
        raise invalid_request(message, param=address.name("country"))
    names = ("city", "line1", "line2", "postal_code", "state")
    found: Json = {"country": country, **{name: address.text(name, limit=500) or None for name in names}}
    if not is_location(found):
        raise invalid_request(
            "We could not determine the customer's tax location based on the provided customer address.",
            param="customer_details[address]",
            code="customer_tax_location_invalid",
        )
    return {
        "address": found,
        "address_source": group.choice("address_source", {"billing", "shipping"}) or "shipping",
        "ip_address": group.text("ip_address") or None,
        "tax_ids": [],
        "taxability_override": "none",
    }


def _read_items(params: Params) -> list[Json]:
    group = params.group("line_items")
    if group is None:
        raise missing_parameter("line_items")
    found = (group.group(str(place)) for place in range(MAXIMUM_ITEMS))
    items = [_read_item(each) for each in found if each is not None]
    if not items:
        raise missing_parameter("line_items")
    if len({item["reference"] for item in items}) < len(items):
        raise invalid_request("Each line item must have its own reference.", param="line_items")
    return items


def _read_item(params: Params) -> Json:
    amount = params.integer("amount")
    if amount is None:
        raise missing_parameter(params.name("amount"))
    if amount < 0:
        message = "This value must be greater than or equal to 0."
        raise invalid_request(message, param=params.name("amount"), code="parameter_invalid_integer")
    item_id = new_id("tax_li")
    return {
        "id": item_id,
        "object": "tax.calculation_line_item",
        "amount": amount,
        "amount_tax": 0,
        "livemode": False,
        "metadata": params.metadata() or None,
        "product": None,
        "quantity": params.integer("quantity") or 1,
        "reference": params.text("reference", limit=500) or item_id,
        "tax_behavior": params.choice("tax_behavior", {"exclusive", "inclusive"}) or "exclusive",
        "tax_breakdown": None,
        "tax_code": params.text("tax_code") or "txcd_10000000",
    }


def _breakdown(item: Json, address: Json, percent: int) -> Json:
    inclusive = item["tax_behavior"] == "inclusive"
    return {
        "amount": item["amount_tax"],
        "inclusive": inclusive,
        "tax_rate_details": {
            "country": address["country"],
            "flat_amount": None,
            "percentage_decimal": f"{percent}.0",
            "rate_type": "percentage",
            "state": address["state"],
            "tax_type": "sales_tax" if address["country"] == "US" else "vat",
        },
        "taxability_reason": "standard_rated" if percent else "not_collecting",
        "taxable_amount": item["amount"] - item["amount_tax"] if inclusive else item["amount"],
    }
