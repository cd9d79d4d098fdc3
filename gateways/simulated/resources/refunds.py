"""Refunds (https://docs.stripe.com/api/refunds).

A refund may be pending at first, and may fail after it succeeded (https://docs.stripe.com/refunds#failed-refunds).
"""

from gateways.simulated.call import Call, Json
from gateways.simulated.errors import ApiError, invalid_request, missing_parameter
from gateways.simulated.ids import new_id
from gateways.simulated.resources.cards import refund_waits
from gateways.simulated.resources.tax_transactions import restore, reverse

__all__ = ["cancel", "create", "end_refund", "make_refund", "retrieve", "update"]

_REASONS = frozenset({"duplicate", "fraudulent", "requested_by_customer"})


def create(call: Call, _ids: Json) -> Json:
    """POST /v1/refunds: all that is left of a charge, or the given amount of it."""
    params = call.params
    charge = _charge(call)
    amount, reason = params.integer("amount"), params.choice("reason", _REASONS)
    metadata = params.metadata() or {}
    params.ignore("instructions_email")
    params.finish()
    return make_refund(call, charge, amount, reason=reason, metadata=metadata)


def make_refund(
    call: Call, charge: Json, amount: int | None, *, reason: str | None = None, metadata: Json | None = None
) -> Json:
    """Pay back `amount` of the charge, or all that is left of it."""
    amount = _check_amount(charge, amount)
    _check_undisputed(call, charge)
    waits = refund_waits(charge["payment_method_details"])
    refund: Json = {
        "id": new_id("re"),
        "object": "refund",
        "amount": amount,
        "balance_transaction": new_id("txn"),
        "charge": charge["id"],
        "created": call.now,
        "currency": charge["currency"],
        "destination_details": {"type": charge["payment_method_details"]["type"]},
        "metadata": metadata or {},
        "payment_intent": charge["payment_intent"],
        "reason": reason,
        "receipt_number": None,
        "status": "pending" if waits else "succeeded",
    }
    if waits:
        refund["pending_reason"] = "processing"
    before = {"amount_refunded": charge["amount_refunded"], "refunded": charge["refunded"]}
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]
    call.save(refund)
    call.save(charge)
    reverse(call, refund, charge["amount"], charge["amount_refunded"])
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


def cancel(call: Call, ids: Json) -> Json:
    """POST /v1/refunds/{id}/cancel, for one that waits for the payer. Cards never do."""
    refund = call.get("refund", ids["id"])
    call.params.finish()
    message = f"The refund {refund['id']} has the status {refund['status']} and cannot be canceled."
    raise invalid_request(message)


def end_refund(call: Call, refund_id: str, outcome: str) -> Json:
    """What the payer's bank says in the end: `succeeded`, or `failed`, which may also come after it had succeeded."""
    refund = call.get("refund", refund_id)
    if refund["status"] == outcome or refund["status"] in {"failed", "canceled"}:
        return refund
    refund["status"] = outcome
    refund.pop("pending_reason", None)
    if outcome == "failed":
        refund |= {"failure_reason": "expired_or_canceled_card", "failure_balance_transaction": new_id("txn")}
        charge = call.get("charge", refund["charge"])
        charge["amount_refunded"] -= refund["amount"]
        charge["refunded"] = False
        call.save(charge)
        restore(call, refund)
    call.save(refund)
    call.emit("refund.updated", refund)
    if outcome == "failed":
        call.emit("refund.failed", refund)
    return refund


def _check_undisputed(call: Call, charge: Json) -> None:
    found = call.store.find("dispute", limit=100, filters={"charge": charge["id"]})
    if any(
        dispute["status"] not in {"won", "warning_closed"} and not dispute["is_charge_refundable"] for dispute in found
    ):
        message = f"Charge {charge['id']} has been charged back; cannot issue a refund."
        raise ApiError(400, "invalid_request_error", message, executed=True, code="charge_disputed")


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
