"""Orders, and what is tried to pay them (https://razorpay.com/docs/payments/orders)."""

from gateways.simulated_razorpay.book import Book, Json
from gateways.simulated_razorpay.errors import ApiError, bad_request
from gateways.simulated_razorpay.params import read_amount, read_notes

__all__ = ["attempt", "capture", "create", "is_open"]

LEAST_AMOUNT = 100
_MOST_RECEIPT_CHARACTERS = 40
_FIELDS = {"amount", "currency", "receipt", "notes", "partial_payment", "payment", "payment_capture"}

METHODS = ("card", "upi", "netbanking")
OUTCOMES = frozenset({"pay", "authorize", "decline"})

_DECLINE: Json = {
    "error_code": "BAD_REQUEST_ERROR",
    "error_description": "Your payment was declined by the bank. Try another way to pay.",
    "error_source": "bank",
    "error_step": "payment_authorization",
    "error_reason": "payment_declined",
}


def create(book: Book, sent: Json) -> Json:
    """POST /v1/orders."""
    extra = sorted(sent.keys() - _FIELDS)
    if extra:
        raise ApiError(400, "BAD_REQUEST_ERROR", f"{extra[0]} is/are not required and should not be sent")
    amount = read_amount(sent.get("amount"), least=LEAST_AMOUNT)
    currency, receipt = sent.get("currency"), sent.get("receipt")
    if currency != "INR":
        raise bad_request("Currency is not supported", field="currency")
    if receipt is not None and (not isinstance(receipt, str) or len(receipt) > _MOST_RECEIPT_CHARACTERS):
        raise bad_request(
            f"The receipt may not be greater than {_MOST_RECEIPT_CHARACTERS} characters.", field="receipt"
        )
    return book.keep(
        {
            "id": book.new_id("order"),
            "entity": "order",
            "amount": amount,
            "amount_paid": 0,
            "amount_due": amount,
            "currency": currency,
            "receipt": receipt,
            "offer_id": None,
            "status": "created",
            "attempts": 0,
            "notes": read_notes(sent.get("notes")),
            "created_at": book.now,
        }
    )


def is_open(book: Book, order: Json) -> bool:
    """Whether somebody may pay: not while a bank's promise waits to be taken (as Razorpay's documentation says)."""
    waiting = any(payment["status"] == "authorized" for payment in book.payments_of(order["id"]))
    return order["status"] != "paid" and not waiting


def attempt(book: Book, order_id: str, outcome: str, method: str) -> Json:
    """What the payer does: `pay`, `decline`, or `authorize` (the bank has promised, and nothing was taken yet)."""
    order = book.get("order", order_id)
    if not is_open(book, order):
        raise bad_request("Payment already done for this order.")
    if method not in METHODS or outcome not in OUTCOMES:
        raise bad_request(f"The outcome is one of {', '.join(sorted(OUTCOMES))}; the method of {', '.join(METHODS)}.")
    payment = book.keep(_payment(book, order, method))
    order = book.keep({**order, "status": "attempted", "attempts": order["attempts"] + 1})
    if outcome == "decline":
        payment = book.keep({**payment, "status": "failed", **_DECLINE})
        book.emit("payment.failed", payment=payment)
        return payment
    payment = book.keep({**payment, "status": "authorized"})
    book.emit("payment.authorized", payment=payment)
    return payment if outcome == "authorize" else capture(book, payment["id"])


def capture(book: Book, payment_id: str) -> Json:
    """Take what the bank has promised; then the order is paid."""
    payment = book.get("payment", payment_id)
    if payment["status"] != "authorized":
        raise bad_request("This payment has already been captured")
    order = book.get("order", payment["order_id"])
    payment = book.keep({**payment, "status": "captured", "captured": True, "fee": payment["amount"] * 2 // 100})
    order = book.keep({**order, "status": "paid", "amount_paid": payment["amount"], "amount_due": 0})
    book.emit("payment.captured", payment=payment)
    book.emit("order.paid", payment=payment, order=order)
    return payment


def _payment(book: Book, order: Json, method: str) -> Json:
    return {
        "id": book.new_id("pay"),
        "entity": "payment",
        "amount": order["amount"],
        "currency": order["currency"],
        "status": "created",
        "order_id": order["id"],
        "invoice_id": None,
        "international": False,
        "method": method,
        "amount_refunded": 0,
        "refund_status": None,
        "captured": False,
        "description": None,
        "card_id": None,
        "bank": "HDFC" if method == "netbanking" else None,
        "wallet": None,
        "vpa": "payer@upi" if method == "upi" else None,
        "email": "payer@example.com",
        "contact": "+910000000000",
        "notes": [],
        "fee": None,
        "tax": None,
        "error_code": None,
        "error_description": None,
        "error_source": None,
        "error_step": None,
        "error_reason": None,
        "acquirer_data": {},
        "created_at": book.now,
    }
