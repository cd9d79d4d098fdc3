"""The HTML of the payment page. No script, nothing from elsewhere; every value is escaped."""

import base64
import hashlib
import re
from html import escape

from gateways.simulated.amounts import amount_text
from gateways.simulated.call import Json
from gateways.stripe.types import STRIPE_TYPES

__all__ = [
    "SECURITY_HEADERS",
    "STYLE",
    "headers_leading_to",
    "list_page",
    "message_page",
    "page",
    "payment_page",
]

STYLE = """
:root { color-scheme: light dark; --line: #8a8f98; --soft: #f3f4f6; --pay: #14532d; --no: #7f1d1d; --note: #fef3c7;
  --note-text: #451a03; --link: #1d4ed8; }
@media (prefers-color-scheme: dark) { :root { --soft: #1f2430; --pay: #166534; --no: #991b1b; --note: #422006;
  --note-text: #fef3c7; --link: #93c5fd; } }
body { font: 1.05rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 40rem; padding: 1rem; }
.note { background: var(--note); color: var(--note-text); border-radius: .5rem; padding: .75rem 1rem; }
dl { display: grid; grid-template-columns: fit-content(55%) 1fr; gap: .25rem 1rem; background: var(--soft);
  border-radius: .5rem; padding: 1rem; }
dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; }
th, td { text-align: left; padding: .5rem .5rem .5rem 0; border-bottom: 1px solid var(--line); }
td a { overflow-wrap: anywhere; } .codes { grid-template-columns: 1fr; }
fieldset { border: 1px solid var(--line); border-radius: .5rem; margin: 0 0 1rem; }
label { display: block; padding: .25rem 0; } fieldset label { display: flex; align-items: baseline; gap: .25rem; }
input:not([type]) { font: inherit; padding: .4rem .6rem; }
button { font: inherit; font-weight: 600; color: #fff; border: 2px solid transparent; border-radius: .5rem;
  padding: .7rem 1.5rem; min-width: 8rem; margin: .25rem 0; cursor: pointer; }
td button { padding: .3rem .6rem; min-width: 0; }
.pay { background: var(--pay); } .decline { background: var(--no); } a { color: var(--link); }
button:focus-visible, a:focus-visible, input:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
"""

_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()

SECURITY_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}

_ORIGIN = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+(?=[/?#]|\Z)")

_NOTE = '<p class="note"><strong>Simulated Stripe.</strong> This is a test page: no money moves.</p>'

_OUTCOMES = {
    "succeeded": "Paid",
    "processing": "Processing",
    "canceled": "Cancelled",
    "requires_capture": "Authorised",
}


def headers_leading_to(address: str | None) -> dict[str, str]:
    """`SECURITY_HEADERS` of a page whose form may send the browser on to the origin of `address`."""
    origin = _ORIGIN.match(address or "")
    if origin is None:
        return SECURITY_HEADERS
    policy = SECURITY_HEADERS["content-security-policy"].replace(
        "form-action 'self'", f"form-action 'self' {origin[0]}"
    )
    return SECURITY_HEADERS | {"content-security-policy": policy}


def list_page(waiting: list[Json], paid: list[Json], checkouts: list[Json]) -> str:
    """What waits for somebody: payments, and pages of Checkout; and the payments that can be refunded or disputed."""
    body = _table(waiting, "Newest first") if waiting else "<p>No payment is waiting.</p>"
    body += _checkouts(checkouts) if checkouts else ""
    done = f"<h2>Payments made</h2>{_table(paid, 'To refund or to dispute')}" if paid else ""
    return page("Payments waiting", f"<h1>Payments waiting</h1>{body}{done}")


def _checkouts(sessions: list[Json]) -> str:
    rows = "".join(
        f'<tr><td><a href="{escape(session["url"])}">Checkout {escape(session["id"][-8:])}</a></td>'
        f"<td>{escape(amount_text(session['amount_subtotal'], session['currency']))}</td></tr>"
        for session in sessions
    )
    return (
        "<h2>Checkout pages open</h2><table><caption>Newest first, before tax</caption><thead><tr>"
        f"<th scope='col'>Page</th><th scope='col'>Amount</th></tr></thead><tbody>{rows}</tbody></table>"
    )


def _table(intents: list[Json], caption: str) -> str:
    rows = "".join(
        f'<tr><td><a href="/pay/{escape(intent["id"])}">{escape(_title(intent))}</a></td>'
        f"<td>{escape(_amount(intent))}</td><td>{escape(_methods(intent))}</td></tr>"
        for intent in intents
    )
    return (
        f"<table><caption>{caption}</caption><thead><tr><th scope='col'>Payment</th><th scope='col'>Amount</th>"
        f"<th scope='col'>Method</th></tr></thead><tbody>{rows}</tbody></table>"
    )


def payment_page(
    intent: Json, token: str, return_url: str | None, reversals: str = "", calculation: Json | None = None
) -> str:
    """One payment: what it is, and the buttons, or how it ended, with `reversals` as HTML below it.

    `calculation` is what its tax was worked out by.
    """
    details = (
        f"<dl><dt>Amount</dt><dd>{escape(_amount(intent))}</dd>{_tax(calculation)}<dt>For</dt><dd>{escape(_title(intent))}</dd>"
        f"<dt>Method</dt><dd>{escape(_methods(intent))}</dd><dt>Payment</dt><dd>{escape(intent['id'])}</dd>"
        f'<dt>Status</dt><dd id="status">{escape(intent["status"])}</dd></dl>'
    )
    outcome = _OUTCOMES.get(intent["status"])
    if outcome is not None:
        result = f'<p id="outcome" role="status"><strong>{outcome}.</strong> {_back(return_url)}</p>'
        return page(f"{outcome}: {_amount(intent)}", f"<h1>{outcome}</h1>{result}{details}{reversals}")
    error = intent["last_payment_error"]
    declined = (
        f'<p id="outcome" role="status"><strong>Declined.</strong> {escape(error["message"])} You can try again.</p>'
        if error
        else ""
    )
    return page(
        f"Pay {_amount(intent)}", f"<h1>Pay {escape(_amount(intent))}</h1>{declined}{details}{_form(intent, token)}"
    )


def message_page(title: str, message: str, back: str | None = None) -> str:
    """A sentence, such as that there is no such payment, and the page `back` to which it belongs."""
    link = f'<p><a id="back" href="{escape(back)}">Back, to try again</a></p>' if back else ""
    return page(title, f"<h1>{escape(title)}</h1><p>{escape(message)}</p>{link}")


def _form(intent: Json, token: str) -> str:
    return (
        f'<form method="post" action="/pay/{escape(intent["id"])}">'
        f'<input type="hidden" name="token" value="{escape(token)}">{_choice(intent)}'
        '<button class="pay" id="pay" name="outcome" value="pay">Pay</button> '
        '<button class="decline" id="decline" name="outcome" value="decline">Decline</button></form>'
    )


def _choice(intent: Json) -> str:
    kinds = intent["payment_method_types"]
    if intent["payment_method"] is not None or len(kinds) == 1:
        return ""
    radios = "".join(
        f'<label><input type="radio" name="method" value="{escape(kind)}"{" checked" if place == 0 else ""}>'
        f" {escape(STRIPE_TYPES[kind].label)}</label>"
        for place, kind in enumerate(kinds)
    )
    return f"<fieldset><legend>Pay with</legend>{radios}</fieldset>"


def _back(url: str | None) -> str:
    return f'<a href="{escape(url)}">Back to the shop</a>' if url else "You can close this page."


def _title(intent: Json) -> str:
    return str(intent["description"] or intent["id"])


def _methods(intent: Json) -> str:
    return ", ".join(STRIPE_TYPES[kind].label for kind in intent["payment_method_types"])


def _tax(calculation: Json | None) -> str:
    """What of the amount is tax."""
    if calculation is None:
        return ""
    tax = calculation["tax_amount_exclusive"] + calculation["tax_amount_inclusive"]
    return f"<dt>Tax in it</dt><dd id='tax'>{escape(amount_text(tax, calculation['currency']))}</dd>"


def _amount(intent: Json) -> str:
    return amount_text(intent["amount"], intent["currency"])


def page(title: str, body: str) -> str:
    """A whole page around `body`, which is HTML."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)} - Simulated Stripe</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head>'
        f'<body><header>{_NOTE}</header><main>{body}</main><footer><p><a href="/">All payments</a></p></footer>'
        "</body></html>"
    )
