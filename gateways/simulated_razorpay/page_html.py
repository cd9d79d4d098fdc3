"""The HTML of the page. No script, nothing from elsewhere; every value is escaped."""

from html import escape

from gateways.simulated.amounts import amount_text
from gateways.simulated.page_html import STYLE
from gateways.simulated_razorpay.book import Json

__all__ = ["OPEN_DISPUTES", "list_page", "message_page", "order_page"]

_NOTE = '<p class="note"><strong>Simulated Razorpay.</strong> This is a test page: no money moves.</p>'
_METHODS = {"card": "Card", "upi": "UPI", "netbanking": "Netbanking"}
OPEN_DISPUTES = frozenset({"open", "under_review"})
_DISPUTED = {"won": "The shop won the dispute.", "lost": "The payer won the dispute.", "closed": "The dispute is over."}


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
    order: Json, *, attempts: list[Json], token: str, may_pay: bool, signature: str | None, disputes: list[Json]
) -> str:
    """One order: what it is, what was tried, and the buttons for what can be done now. `disputes`: newest first."""
    details = (
        f"<dl><dt>Amount</dt><dd>{escape(_amount(order))}</dd><dt>Order</dt><dd>{escape(order['id'])}</dd>"
        f"<dt>Receipt</dt><dd>{escape(str(order['receipt'] or ''))}</dd>"
        f'<dt>Status</dt><dd id="status">{escape(order["status"])}</dd></dl>'
    )
    if may_pay:
        failed = _declined(attempts[0]) if attempts else ""
        choices = _choice() + _button("pay", "Pay", "pay") + _button("decline", "Decline", "decline")
        title = f"Pay {_amount(order)}"
        return _page(title, f"<h1>{escape(title)}</h1>{failed}{details}{_form(order, token, choices)}")
    paid = next((each for each in attempts if each["captured"]), None)
    if paid is None:
        return _page("Authorised", f"<h1>Authorised</h1><p>The bank has promised the money.</p>{details}")
    title = "Refunded" if paid["status"] == "refunded" else "Paid"
    told = _paid(paid, signature, disputes)
    return _page(title, f"<h1>{title}</h1>{told}{details}{_after(order, token, paid, disputes)}")


def message_page(title: str, message: str, back: str | None = None) -> str:
    """A sentence, such as that there is no such order, and the page `back` to which it belongs."""
    link = f'<p><a id="back" href="{escape(back)}">Back, to try again</a></p>' if back else ""
    return _page(title, f"<h1>{escape(title)}</h1><p>{escape(message)}</p>{link}")


def _declined(payment: Json) -> str:
    why = payment["error_description"] or "You can try again."
    return f'<p id="outcome" role="status"><strong>Declined.</strong> {escape(why)}</p>'


def _paid(payment: Json, signature: str | None, disputes: list[Json]) -> str:
    refunded = f" Refunded: {_amount(payment, payment['amount_refunded'])}." if payment["amount_refunded"] else ""
    disputed = f" {_DISPUTED.get(disputes[0]['status'], 'It is disputed.')}" if disputes else ""
    return (
        f'<p id="outcome" role="status"><strong>Paid.</strong>{escape(refunded + disputed)}'
        " You can close this page and go back to the shop.</p>"
        "<p>What Razorpay's form hands to the shop's page, for <code>verifyRazorpayPayment</code>:</p>"
        f'<dl class="codes"><dt>razorpay_payment_id</dt><dd id="payment">{escape(payment["id"])}</dd>'
        f'<dt>razorpay_signature</dt><dd id="signature">{escape(signature or "")}</dd></dl>'
    )


def _after(order: Json, token: str, payment: Json, disputes: list[Json]) -> str:
    """What may happen to money that was paid."""
    if any(each["status"] in OPEN_DISPUTES for each in disputes):
        ends = _button("won", "The shop wins", "pay") + _button("lost", "The payer wins", "decline")
        return f"<h2>End the dispute</h2>{_form(order, token, ends)}"
    if payment["status"] == "refunded":
        return ""
    amount = (
        '<p><label for="amount">Amount of the refund (empty for all that is left)</label>'
        ' <input id="amount" name="amount" inputmode="decimal" size="10"></p>'
    )
    choices = amount + _button("refund", "Refund", "pay") + _button("dispute", "Dispute", "decline")
    return f"<h2>Give the money back</h2>{_form(order, token, choices)}"


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
    return amount_text(item["amount"] if minor is None else minor, item["currency"])


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(title)} - Simulated Razorpay</title>"
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head>'
        f'<body><header>{_NOTE}</header><main>{body}</main><footer><p><a href="/">All orders</a></p></footer>'
        "</body></html>"
    )
