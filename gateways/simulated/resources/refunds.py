"""Refunds (https://docs.stripe.com/api/refunds)."""

from gateways.simulated.call import Call, Json
from gateways.simulated.errors import ApiError, invalid_request, missing_parameter
from gateways.simulated.ids import new_id

__all__ = ["create", "retrieve", "update"]

_REASONS = frozenset({"duplicate", "fraudulent", "requested_by_customer"})


def create(call: Call, _ids: Json) -> Json:
    """POST /v1/refunds: all that is left of a charge, or the given amount of it."""
    params = call.params
    charge = _charge(call)
    amount, reason = params.integer("amount"), params.choice("reason", _REASONS)
    metadata = params.metadata() or {}
    params.ignore("instructions_email")
    params.finish()
    amount = _check_amount(charge, amount)
    refund: Json = {
        "id": new_id("re"),
        "object": "refund",
        "amount": amount,
        "balance_transaction": new_id("txn"),
        "charge": charge["id"],
        "created": call.now,
        "currency": charge["currency"],
        "destination_details": {"type": charge["payment_method_details"]["type"]},
        "metadata": metadata,
        "payment_intent": charge["payment_intent"],
        "reason": reason,
        "receipt_number": None,
        "status": "succeeded",
    }
    before = {"amount_refunded": charge["amount_refunded"], "refunded": charge["refunded"]}
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]
    call.save(refund)
    call.save(charge)
    call.emit("refund.created", refund)
    call.emit("charge.refunded", charge, before)
    return refund


def retrieve(call: Call, ids: Json) -> Json:
    """GET /v1/refunds/{id}."""
    call.params.finish()
    return call.get("refund", ids["id"])


def update(call: Call, ids: Json) -> Json:
    """POST /v1/refunds/{id}: its metadata only."""
    refund = call.get("refund", ids["id"])
    merged = {**refund["metadata"], **(call.params.metadata() or {})}
    call.params.finish()
    refund["metadata"] = {key: value for key, value in merged.items() if value}
    call.save(refund)
    call.emit("refund.updated", refund)
    return refund


def _charge(call: Call) -> Json:
    charge_id, intent_id = call.params.text("charge") or None, call.params.text("payment_intent") or None
    if charge_id is None and intent_id is None:
        raise missing_parameter("payment_intent")
    if charge_id is not None:
        return call.named("charge", charge_id, "charge")
    assert intent_id is not None  # noqa: S101 - one of the two is there, as checked above
    intent = call.named("payment_intent", intent_id, "payment_intent")
    if intent["status"] != "succeeded":
        message = f"This PaymentIntent ({intent_id}) does not have a successful charge to refund."
        raise invalid_request(message, param="payment_intent", code="payment_intent_unexpected_state")
    return call.named("charge", intent["latest_charge"], "charge")


def _check_amount(charge: Json, amount: int | None) -> int:
    if not charge["paid"]:
        raise invalid_request(f"Charge {charge['id']} has not been paid.", param="charge")
    left = charge["amount"] - charge["amount_refunded"]
    if left == 0:
        message = f"Charge {charge['id']} has already been refunded."
        raise ApiError(400, "invalid_request_error", message, executed=True, code="charge_already_refunded")
    if amount is None:
        return int(left)
    if amount < 1:
        message = "This value must be greater than or equal to 1."
        raise invalid_request(message, param="amount", code="parameter_invalid_integer")
    if amount > left:
        message = f"Refund amount ({amount} {charge['currency']}) is greater than unrefunded amount on charge ({left})."
        raise ApiError(400, "invalid_request_error", message, executed=True, param="amount")
    return amount
