"""Whose PaymentMethod it is (https://docs.stripe.com/api/payment_methods/attach)."""

from gateways.simulated.call import Call, Json
from gateways.simulated.errors import ApiError, invalid_request
from gateways.simulated.resources.cards import refused_when_saved
from gateways.simulated.resources.payment_methods import by_id

__all__ = ["attach", "attach_to", "check_owner", "detach"]

_DETACHED = "_detached"  # no kind of Stripe's: what was detached can never be used again


def attach(call: Call, ids: Json) -> Json:
    """POST /v1/payment_methods/{id}/attach."""
    customer = call.params.required("customer")
    call.params.finish()
    call.named("customer", customer, "customer")
    method = by_id(call, ids["id"], param="payment_method", status=404)
    check_owner(call, method, customer)
    decline = refused_when_saved(method)
    if decline is not None:
        details = {name: value for name, value in decline.error.items() if name not in {"type", "message"}}
        raise ApiError(402, "card_error", decline.message, executed=True, **details)
    return attach_to(call, method, customer)


def detach(call: Call, ids: Json) -> Json:
    """POST /v1/payment_methods/{id}/detach."""
    method = call.get("payment_method", ids["id"])
    call.params.finish()
    if method["customer"] is None:
        message = "The payment method you provided is not attached to a customer so detachment is impossible."
        raise invalid_request(message, param="payment_method")
    before, method["customer"] = {"customer": method["customer"]}, None
    call.save(method)
    call.store.put({"id": f"detached_{method['id']}", "object": _DETACHED, "created": call.now})
    call.emit("payment_method.detached", method, before)
    return method


def attach_to(call: Call, method: Json, customer: str) -> Json:
    """Keep it for the customer."""
    if method["customer"] != customer:
        method["customer"] = customer
        call.save(method)
        call.emit("payment_method.attached", method)
    return method


def check_owner(call: Call, method: Json, customer: str | None) -> None:
    """Refuse what belongs to somebody else, and what was detached."""
    if call.store.get(_DETACHED, f"detached_{method['id']}") is not None:
        raise invalid_request(
            "The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared"
            " with a connected account without Customer attachment, or was detached from a Customer. It may not be"
            " used again. To use a PaymentMethod multiple times, you must attach it to a Customer first.",
            param="payment_method",
        )
    if method["customer"] is not None and method["customer"] != customer:
        raise invalid_request(
            "The PaymentMethod you provided belongs to another Customer, or no `customer` was given.",
            param="payment_method",
        )
