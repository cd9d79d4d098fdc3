"""The HTML of the page. No script, nothing from elsewhere; every value is escaped."""

from decimal import Decimal
from html import escape

from babel.numbers import format_currency

from gateways.simulated.page_html import STYLE
from gateways.simulated_razorpay.book import Json

__all__ = ["list_page", "message_page", "order_page"]

_NOTE = '<p class="note"><strong>Simulated Razorpay.</strong> This is a test page: no money moves.</p>'
_METHODS = {"card": "Card", "upi": "UPI", "netbanking": "Netbanking"}


def list_page(orders: list[Json]) -> str:
    """The newest orders."""
    rows = "".join(
        f'<tr><td><a href="/pay/{escape(order["id"])}">{escape(order["id"])}</a></td>'
        f"<td>{escape(_amount(order))}</td><td>{escape(order['status'])}</td></tr>"
        for order in orders
    )
    table = (
        "<table><caption>Newest first</caption><thead><tr><th scope='col'>Order</th><th scope='col'>Amount</th>"
        f"<th scope='col'>Status</th></tr></thead><tbody>{rows}</tbody></table>"
    )
    return _page("Orders", f"<h1>Orders</h1>{table if orders else '<p>There are no orders.</p>'}")


def order_page(
    order: Json, *, attempts: list[Json], token: str, may_pay: bool, signature: str | None, dispute: Json | None
) -> str:
    """One order: what it is, what was tried, and the buttons for what can be done now."""
    details = (
        f"<dl><dt>Amount</dt><dd>{escape(_amount(order))}</dd><dt>Order</dt><dd>{escape(order['id'])}</dd>"
        f"<dt>Receipt</dt><dd>{escape(str(order['receipt'] or ''))}</dd>"
        f'<dt>Status</dt><dd id="status">{escape(order["status"])}</dd></dl>'
    )
    if may_pay:
        failed = "<p id='outcome' role='status'><strong>Declined.</strong> You can try again.</p>" if attempts else ""
        choices = _choice() + _button("pay", "Pay", "pay") + _button("decline", "Decline", "decline")
        title = f"Pay {_amount(order)}"
        return _page(title, f"<h1>{escape(title)}</h1>{failed}{details}{_form(order, token, choices)}")
    paid = next((each for each in attempts if each["captured"]), None)
    if paid is None:
        return _page("Authorised", f"<h1>Authorised</h1><p>The bank has promised the money.</p>{details}")
    return _page(
        "Paid", f"<h1>Paid</h1>{_paid(paid, signature, dispute)}{details}{_after(order, token, paid, dispute)}"
    )


def message_page(title: str, message: str) -> str:
    """A sentence, such as that there is no such order."""
    return _page(title, f"<h1>{escape(title)}</h1><p>{escape(message)}</p>")


def _paid(payment: Json, signature: str | None, dispute: Json | None) -> str:
    refunded = f" Refunded: {_amount(payment, payment['amount_refunded'])}." if payment["amount_refunded"] else ""
    disputed = " It is disputed." if dispute else ""
    return (
        f'<p id="outcome" role="status"><strong>Paid.</strong>{escape(refunded + disputed)}</p>'
        "<p>What Razorpay's form hands to the shop's page, for <code>verifyRazorpayPayment</code>:</p>"
        f'<dl><dt>razorpay_payment_id</dt><dd id="payment">{escape(payment["id"])}</dd>'
        f'<dt>razorpay_signature</dt><dd id="signature">{escape(signature or "")}</dd></dl>'
    )


def _after(order: Json, token: str, payment: Json, dispute: Json | None) -> str:
    """What may happen to money that was paid."""
    if dispute is not None:
        return _form(
            order, token, _button("won", "The shop wins", "pay") + _button("lost", "The payer wins", "decline")
        )
    if payment["status"] == "refunded":
        return ""
    return _form(order, token, _button("refund", "Refund", "pay") + _button("dispute", "Dispute", "decline"))


def _form(order: Json, token: str, content: str) -> str:
    return (
        f'<form method="post" action="/pay/{escape(order["id"])}">'
        f'<input type="hidden" name="token" value="{escape(token)}">{content}</form>'
    )


def _button(action: str, text: str, kind: str) -> str:
    return f'<button class="{kind}" id="{action}" name="action" value="{action}">{escape(text)}</button> '


def _choice() -> str:
    radios = "".join(
        f'<label><input type="radio" name="method" value="{kind}"{" checked" if kind == "card" else ""}> {name}</label>'
        for kind, name in _METHODS.items()
    )
    return f"<fieldset><legend>Pay with</legend>{radios}</fieldset>"


def _amount(item: Json, minor: int | None = None) -> str:
    amount = Decimal(item["amount"] if minor is None else minor).scaleb(-2)
    return f"{format_currency(amount, item['currency'], locale='en')} {item['currency']}"


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(title)} - Simulated Razorpay</title>"
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head>'
        f'<body><header>{_NOTE}</header><main>{body}</main><footer><p><a href="/">All orders</a></p></footer>'
        "</body></html>"
    )
