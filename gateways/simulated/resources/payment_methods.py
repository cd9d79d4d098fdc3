"""PaymentMethods (https://docs.stripe.com/api/payment_methods): as much as a payment needs."""

from gateways.simulated.call import Call, Json
from gateways.simulated.errors import ApiError, invalid_request, no_such
from gateways.simulated.ids import new_id
from gateways.simulated.params import Params
from gateways.simulated.resources.cards import Card, by_number, by_test_id
from gateways.stripe.types import STRIPE_TYPES

__all__ = ["by_id", "create", "create_of_type", "from_params", "keep_address", "retrieve"]

_TEST_PREFIX = "pm_card_"
_ADDRESS = ("city", "country", "line1", "line2", "postal_code", "state")


def create(call: Call, _ids: Json) -> Json:
    """POST /v1/payment_methods."""
    method = _read(call, call.params)
    call.params.ignore("allow_redisplay")
    call.params.finish()
    return call.save(method)


def retrieve(call: Call, ids: Json) -> Json:
    """GET /v1/payment_methods/{id}; a test id gives a new PaymentMethod of that card, as in Stripe."""
    call.params.finish()
    return by_id(call, ids["id"], param="id", status=404)


def from_params(call: Call, params: Params) -> Json | None:
    """The PaymentMethod that `payment_method` or `payment_method_data` names, kept; None when neither is there."""
    given = params.text("payment_method") or None
    data = params.group("payment_method_data")
    if given is not None and data is not None:
        message = "You may only specify one of these parameters: payment_method, payment_method_data."
        raise invalid_request(message, param="payment_method")
    if given is not None:
        return by_id(call, given, param="payment_method", status=400)
    return None if data is None else call.save(_read(call, data))


def create_of_type(call: Call, kind: str) -> Json:
    """The PaymentMethod of somebody who chose `kind` on the payment page; a card is one that pays."""
    card = by_test_id("pm_card_visa") if kind == "card" else None
    return call.save(_method(call, kind, card))


def by_id(call: Call, method_id: str, *, param: str, status: int) -> Json:
    """The PaymentMethod; a test id gives a new one of that card."""
    if method_id.startswith(_TEST_PREFIX):
        card = by_test_id(method_id)
        if card is not None:
            return call.save(_method(call, "card", card))
    found = call.store.get("payment_method", method_id)
    if found is None:
        raise no_such("PaymentMethod", method_id, param=param, status=status)
    return found


def keep_address(method: Json, said: Json) -> None:
    """Put what somebody said of where they live on the PaymentMethod, which the caller keeps."""
    method["billing_details"]["address"] = {name: said.get(name) or None for name in _ADDRESS}


def _read(call: Call, params: Params) -> Json:
    kind = params.required("type")
    if kind not in STRIPE_TYPES:
        raise invalid_request(f"Invalid type: {kind[:50]} is not simulated.", param=params.name("type"))
    card = _read_card(params) if kind == "card" else None
    billing = params.group("billing_details")
    method = _method(call, kind, card)
    if billing is not None:
        billing.ignore("phone", "tax_id")
        address = billing.group("address")
        if address is not None:
            keep_address(method, {name: address.text(name, limit=500) or None for name in _ADDRESS})
        method["billing_details"] |= {"email": billing.email("email") or None, "name": billing.text("name") or None}
    method["metadata"] = params.metadata() or {}
    params.ignore(*STRIPE_TYPES)  # each type has a group of its own name, empty for most
    return method


def _read_card(params: Params) -> Card:
    group = params.group("card")
    if group is None:
        raise invalid_request("Missing required param: card.", param="card", code="parameter_missing")
    group.ignore("exp_month", "exp_year", "cvc", "networks")
    token, number = group.text("token"), group.text("number", limit=32)
    card = by_test_id("pm_card_" + token.removeprefix("tok_")) if token else by_number(number or "")
    if card is None:
        # The number is not repeated: somebody may have typed a real one.
        message = "Only Stripe's test cards are taken here; never send the number of a real card."
        raise ApiError(402, "card_error", message, code="incorrect_number", param="number")
    return card


def _method(call: Call, kind: str, card: Card | None) -> Json:
    method: Json = {
        "id": new_id("pm"),
        "object": "payment_method",
        "allow_redisplay": "unspecified",
        "billing_details": {
            "address": dict.fromkeys(_ADDRESS),
            "email": None,
            "name": None,
            "phone": None,
            "tax_id": None,
        },
        "created": call.now,
        "customer": None,
        "livemode": False,
        "metadata": {},
        "type": kind,
        kind: {},
    }
    if card is not None:
        method["card"] = {
            "brand": card.brand,
            "country": card.country,
            "display_brand": card.brand,
            "exp_month": 12,
            "exp_year": 2040,
            "fingerprint": f"simulated{card.number[-4:]}",
            "funding": card.funding,
            "last4": card.number[-4:],
            "wallet": None,
        }
    return method
