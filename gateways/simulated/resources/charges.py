"""Charges (https://docs.stripe.com/api/charges): one for each attempt to pay."""

from gateways.simulated.call import Call, Json
from gateways.simulated.ids import new_id
from gateways.simulated.resources.cards import Decline

__all__ = ["make_charge", "retrieve"]


def retrieve(call: Call, ids: Json) -> Json:
    """GET /v1/charges/{id}."""
    call.params.finish()
    return call.get("charge", ids["id"])


def make_charge(call: Call, intent: Json, method: Json, decline: Decline | None) -> Json:
    """A kept charge of the whole amount: paid, or failed with the bank's reason."""
    paid = decline is None
    kind = method["type"]
    charge = {
        "id": new_id("ch"),
        "object": "charge",
        "amount": intent["amount"],
        "amount_captured": intent["amount"] if paid else 0,
        "amount_refunded": 0,
        "balance_transaction": new_id("txn") if paid else None,
        "billing_details": method["billing_details"],
        "captured": paid,
        "created": call.now,
        "currency": intent["currency"],
        "customer": intent["customer"],
        "description": intent["description"],
        "disputed": False,
        "failure_code": None if decline is None else decline.code,
        "failure_message": None if decline is None else decline.message,
        "fraud_details": {},
        "livemode": False,
        "metadata": dict(intent["metadata"]),
        "outcome": _outcome(decline),
        "paid": paid,
        "payment_intent": intent["id"],
        "payment_method": method["id"],
        "payment_method_details": {"type": kind, kind: _details(method)},
        "receipt_email": intent["receipt_email"],
        "receipt_number": None,
        "receipt_url": f"{call.options.public_url}/pay/{intent['id']}" if paid else None,
        "refunded": False,
        "statement_descriptor": None,
        "status": "succeeded" if paid else "failed",
    }
    return call.save(charge)


def _details(method: Json) -> Json:
    return {**method[method["type"]]}


def _outcome(decline: Decline | None) -> Json:
    if decline is None:
        return {
            "network_status": "approved_by_network",
            "reason": None,
            "seller_message": "Payment complete.",
            "type": "authorized",
        }
    return {
        "network_status": "declined_by_network",
        "reason": decline.decline_code or decline.code,
        "seller_message": "The bank did not approve the payment.",
        "type": "issuer_declined",
    }
