"""Disputes (https://docs.stripe.com/api/disputes): the payer's bank asks for the money back.

Of a dispute the money is withdrawn at once, and reinstated when the shop wins. An inquiry withdraws nothing
(https://docs.stripe.com/disputes/how-disputes-work).
"""

from gateways.simulated.call import Call, Json
from gateways.simulated.errors import ApiError, invalid_request
from gateways.simulated.ids import new_id
from gateways.simulated.resources.cards import dispute_of

__all__ = ["OPEN_DISPUTES", "close", "end_dispute", "open_dispute", "open_dispute_by_card", "retrieve", "update"]

OPEN_DISPUTES = frozenset({"needs_response", "under_review", "warning_needs_response", "warning_under_review"})
REASONS = frozenset(
    {
        "credit_not_processed",
        "duplicate",
        "fraudulent",
        "general",
        "product_not_received",
        "product_unacceptable",
        "subscription_canceled",
        "unrecognized",
    }
)
_WORDS = {"winning_evidence": "won", "losing_evidence": "lost"}
"""What to write as `uncategorized_text` in test mode (https://docs.stripe.com/testing#disputes)."""


def retrieve(call: Call, ids: Json) -> Json:
    """GET /v1/disputes/{id}."""
    call.params.finish()
    return call.get("dispute", ids["id"])


def update(call: Call, ids: Json) -> Json:
    """POST /v1/disputes/{id}: metadata and evidence; `winning_evidence` and `losing_evidence` decide it at once."""
    dispute = call.get("dispute", ids["id"])
    evidence, merged = call.params.group("evidence"), {**dispute["metadata"], **(call.params.metadata() or {})}
    submit, text = call.params.boolean("submit"), None
    if evidence is not None:
        text = evidence.text("uncategorized_text", limit=20_000)
        _check_open(dispute)
    call.params.finish()
    dispute["metadata"] = {key: value for key, value in merged.items() if value}
    if text is not None:
        dispute["evidence"]["uncategorized_text"] = text
        if submit is not False:
            dispute["status"] = dispute["status"].replace("needs_response", "under_review")
            dispute["evidence_details"] |= {"has_evidence": True, "submission_count": 1}
    call.save(dispute)
    call.emit("charge.dispute.updated", dispute)
    outcome = _WORDS.get(text or "")
    return end_dispute(call, dispute["id"], outcome) if outcome and submit is not False else dispute


def close(call: Call, ids: Json) -> Json:
    """POST /v1/disputes/{id}/close: the shop gives in."""
    call.params.finish()
    return end_dispute(call, ids["id"], "lost")


def open_dispute_by_card(call: Call, charge: Json, method: Json) -> None:
    """Open the dispute that the test card asks for, if it asks for one."""
    reason = dispute_of(method)
    if reason is not None:
        open_dispute(call, charge, reason=reason.removeprefix("inquiry:"), inquiry=reason.startswith("inquiry:"))


def open_dispute(
    call: Call,
    charge: Json,
    *,
    reason: str = "fraudulent",
    inquiry: bool = False,
    amount: int | None = None,
    currency: str | None = None,
) -> Json:
    """What the payer does at their bank; `amount` None is all of the charge, `currency` that of the charge."""
    if not charge["paid"]:
        raise invalid_request(f"Charge {charge['id']} has not been paid.")
    if reason not in REASONS:
        raise invalid_request("This is no reason of a dispute.", param="reason")
    amount = charge["amount"] if amount is None else amount
    if not 1 <= amount <= charge["amount"]:
        raise invalid_request("A dispute is about an amount from 1 to that of the charge.", param="amount")
    dispute: Json = {
        "id": new_id("du"),
        "object": "dispute",
        "amount": amount,
        "balance_transactions": [] if inquiry else [_transaction(call, charge, -amount)],
        "charge": charge["id"],
        "created": call.now,
        "currency": currency or charge["currency"],
        "enhanced_eligibility_types": [],
        "evidence": {"uncategorized_text": None},
        "evidence_details": {
            "due_by": call.now + 7 * 86_400,
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
        },
        "is_charge_refundable": inquiry,
        "livemode": False,
        "metadata": {},
        "payment_intent": charge["payment_intent"],
        "reason": reason,
        "status": "warning_needs_response" if inquiry else "needs_response",
    }
    charge["disputed"] = True
    call.save(charge)
    call.save(dispute)
    call.emit("charge.dispute.created", dispute)
    if not inquiry:
        call.emit("charge.dispute.funds_withdrawn", dispute)
    return dispute


def end_dispute(call: Call, dispute_id: str, outcome: str) -> Json:
    """Decide it: `won`, `lost`; an inquiry is closed by either without any money moving."""
    dispute = call.get("dispute", dispute_id)
    _check_open(dispute)
    inquiry = dispute["status"].startswith("warning_")
    dispute |= {"status": "warning_closed" if inquiry else outcome, "is_charge_refundable": inquiry}
    reinstated = outcome == "won" and not inquiry
    if reinstated:
        charge = call.get("charge", dispute["charge"])
        dispute["balance_transactions"].append(_transaction(call, charge, dispute["amount"]))
    call.save(dispute)
    call.emit("charge.dispute.closed", dispute)
    if reinstated:
        call.emit("charge.dispute.funds_reinstated", dispute)
    return dispute


def _check_open(dispute: Json) -> None:
    if dispute["status"] not in OPEN_DISPUTES:
        message = f"This dispute is already closed ({dispute['status']})."
        raise ApiError(400, "invalid_request_error", message, executed=True)


def _transaction(call: Call, charge: Json, amount: int) -> Json:
    return {
        "id": new_id("txn"),
        "object": "balance_transaction",
        "amount": amount,
        "created": call.now,
        "currency": charge["currency"],
        "fee": 0,
        "net": amount,
        "type": "adjustment",
    }
