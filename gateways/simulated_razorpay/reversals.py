"""Refunds and disputes (https://razorpay.com/docs/api/refunds and https://razorpay.com/docs/api/disputes)."""

import re

from gateways.simulated_razorpay.book import Book, Json
from gateways.simulated_razorpay.errors import ApiError, bad_request
from gateways.simulated_razorpay.params import read_amount, read_notes

__all__ = ["decide_dispute", "dispute", "fail_refund", "process_refund", "refund"]

_KEY = re.compile(r"[A-Za-z0-9_-]{10,255}\Z")
_DISPUTE_EVENTS = {
    "under_review": "payment.dispute.under_review",
    "won": "payment.dispute.won",
    "lost": "payment.dispute.lost",
    "closed": "payment.dispute.closed",
}
_OPEN = frozenset({"open", "under_review"})


def refund(book: Book, payment_id: str, sent: Json, key: str | None = None) -> Json:
    """POST /v1/payments/{id}/refund; `key` is the header X-Refund-Idempotency.

    A refund is processed at once; with the note `simulate` at `pending` it waits for the controls.
    """
    payment = book.get("payment", payment_id)
    if key is not None and not _KEY.match(key):
        raise bad_request("The idempotency key must have at least 10 characters: letters, digits, - and _")
    if key is not None:
        made = next((each for each in book.all("refund") if each["_key"] == [payment_id, key]), None)
        if made is not None:
            return _same(made, sent)
    if not payment["captured"]:
        raise bad_request("The payment status should be captured for action to be taken")
    left = payment["amount"] - payment["amount_refunded"]
    amount = read_amount(sent.get("amount", left), least=1, most=left)
    notes = read_notes(sent.get("notes"))
    waits = isinstance(notes, dict) and notes.get("simulate") == "pending"
    made = book.keep(
        {
            "id": book.new_id("rfnd"),
            "entity": "refund",
            "amount": amount,
            "currency": payment["currency"],
            "payment_id": payment_id,
            "notes": notes,
            "receipt": sent.get("receipt"),
            "acquirer_data": {"arn": None},
            "created_at": book.now,
            "batch_id": None,
            "status": "pending" if waits else "processed",
            "speed_requested": "normal",
            "speed_processed": "normal",
            "_key": [payment_id, key],
            "_sent": sent,
        }
    )
    payment = _count_refunded(book, payment, amount)
    book.emit("refund.created", refund=shown(made), payment=payment)
    if not waits:
        book.emit("refund.processed", refund=shown(made), payment=payment)
    return made


def process_refund(book: Book, refund_id: str) -> Json:
    """A refund that waits reaches the payer."""
    return _end_refund(book, refund_id, "processed")


def fail_refund(book: Book, refund_id: str) -> Json:
    """A refund does not reach the payer; the money is the shop's again."""
    return _end_refund(book, refund_id, "failed")


def dispute(book: Book, payment_id: str, amount: int | None = None) -> Json:
    """The payer's bank disputes the payment, all of it or `amount`."""
    payment = book.get("payment", payment_id)
    if not payment["captured"]:
        raise bad_request("Only a captured payment can be disputed")
    made = book.keep(
        {
            "id": book.new_id("disp"),
            "entity": "dispute",
            "payment_id": payment_id,
            "amount": read_amount(amount or payment["amount"], least=1, most=payment["amount"]),
            "currency": payment["currency"],
            "amount_deducted": 0,
            "reason_code": "chargeback_authorization",
            "respond_by": book.now + 7 * 86_400,
            "status": "open",
            "phase": "chargeback",
            "created_at": book.now,
        }
    )
    book.emit("payment.dispute.created", payment=payment, dispute=made)
    return made


def decide_dispute(book: Book, dispute_id: str, status: str) -> Json:
    """The dispute moves on to `under_review`, `won`, `lost` or `closed`."""
    found = book.get("dispute", dispute_id)
    if status not in _DISPUTE_EVENTS or found["status"] not in _OPEN:
        raise bad_request("An open dispute becomes under_review, won, lost or closed.")
    found = book.keep({**found, "status": status, "amount_deducted": found["amount"] if status == "lost" else 0})
    book.emit(_DISPUTE_EVENTS[status], payment=book.get("payment", found["payment_id"]), dispute=found)
    return found


def shown(item: Json) -> Json:
    """The object without what only the simulator knows of it."""
    return {name: value for name, value in item.items() if not name.startswith("_")}


def _same(made: Json, sent: Json) -> Json:
    if made["_sent"] != sent:
        message = "Different request with the same idempotency key has already been processed."
        raise ApiError(400, "BAD_REQUEST_ERROR", message)
    return made


def _end_refund(book: Book, refund_id: str, status: str) -> Json:
    found = book.get("refund", refund_id)
    if found["status"] == "failed" or found["status"] == status:
        raise bad_request("The refund has ended.")
    payment = book.get("payment", found["payment_id"])
    if status == "failed":
        payment = _count_refunded(book, payment, -found["amount"])
    found = book.keep({**found, "status": status})
    book.emit(f"refund.{status}", refund=shown(found), payment=payment)
    return found


def _count_refunded(book: Book, payment: Json, amount: int) -> Json:
    refunded = payment["amount_refunded"] + amount
    whole = refunded == payment["amount"]
    return book.keep(
        {
            **payment,
            "amount_refunded": refunded,
            "refund_status": "full" if whole else "partial" if refunded else None,
            "status": "refunded" if whole else "captured",
        }
    )
