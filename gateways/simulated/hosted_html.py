"""The HTML of Stripe's own pages: Checkout, and saving a card. No script; every value is escaped."""

from collections.abc import Mapping
from html import escape
from types import MappingProxyType

from gateways.simulated.call import Json
from gateways.simulated.page_html import amount_text, page
from gateways.simulated.resources.checkout_paying import TAX_PERCENT, tax_of

__all__ = ["TEST_CARDS", "checkout_page", "setup_page"]

TEST_CARDS: Mapping[str, str] = MappingProxyType(
    {
        "pm_card_visa": "4242: pays",
        "pm_card_chargeCustomerFail": "0341: can be saved, later payments are declined",
        "pm_card_authenticationRequired": "3184: later payments need its owner",
    }
)
_ENDED = {"complete": "Paid", "expired": "Expired", "succeeded": "Card saved", "canceled": "Cancelled"}


def checkout_page(session: Json, items: list[Json], token: str, error: Json | None) -> str:
    """What is bought, what it costs with tax, and the buttons; or how it ended."""
    tax = session["total_details"]["amount_tax"] or tax_of(session)
    currency = session["currency"]
    total = amount_text(session["amount_subtotal"] + tax, currency)
    rows = "".join(
        f"<dt>{escape(item['description'])} &times; {item['quantity']}</dt>"
        f"<dd>{escape(amount_text(item['amount_subtotal'], currency))}</dd>"
        for item in items
    )
    taxed = f"<dt>Tax ({TAX_PERCENT}%)</dt><dd id='tax'>{escape(amount_text(tax, currency))}</dd>" if tax else ""
    details = f"<dl>{rows}{taxed}<dt>Total</dt><dd id='total'>{escape(total)}</dd></dl>"
    ended = _ENDED.get(session["status"])
    if ended is not None:
        if session["status"] == "complete" and session["payment_status"] == "unpaid":
            ended = "Processing"
        back = session["success_url"].replace("{CHECKOUT_SESSION_ID}", session["id"])
        link = f'<a id="back" href="{escape(back)}">Back to the shop</a>' if session["status"] == "complete" else ""
        outcome = f'<p id="outcome" role="status"><strong>{ended}.</strong> {link}</p>'
        return page(f"{ended}: {total}", f"<h1>{ended}</h1>{outcome}{details}")
    declined = (
        f'<p id="outcome" role="status"><strong>Declined.</strong> {escape(error["message"])} You can try again.</p>'
        if error
        else ""
    )
    cards = _cards() if session["payment_method_types"] == ["card"] else ""
    leave = (
        f'<p><a id="cancel" href="{escape(session["cancel_url"])}">Cancel and go back to the shop</a></p>'
        if session["cancel_url"]
        else ""
    )
    form = _form(f"/checkout/{session['id']}", token, cards, ("pay", "Pay"))
    return page(f"Pay {total}", f"<h1>Pay {escape(total)}</h1>{declined}{details}{form}{leave}")


def setup_page(setup: Json, token: str) -> str:
    """The test cards, and the buttons; or how it ended."""
    ended = _ENDED.get(setup["status"])
    if ended is not None:
        body = f'<h1>{ended}</h1><p id="outcome" role="status"><strong>{ended}.</strong> You can close this page.</p>'
        return page(ended, body)
    error = setup["last_setup_error"]
    failed = f'<p id="outcome" role="status">{escape(error["message"])} You can try again.</p>' if error else ""
    form = _form(f"/setup/{setup['id']}", token, _cards(), ("save", "Save the card"))
    note = "<p>The shop will be able to charge it while you are away.</p>"
    return page("Save a card", f"<h1>Save a card</h1>{failed}{note}{form}")


def _cards() -> str:
    radios = "".join(
        f'<label><input type="radio" name="card" value="{escape(card)}"{" checked" if place == 0 else ""}>'
        f" {escape(text)}</label>"
        for place, (card, text) in enumerate(TEST_CARDS.items())
    )
    return f"<fieldset><legend>Test card</legend>{radios}</fieldset>"


def _form(action: str, token: str, choice: str, accept: tuple[str, str]) -> str:
    outcome, text = accept
    return (
        f'<form method="post" action="{escape(action)}"><input type="hidden" name="token" value="{escape(token)}">'
        f'{choice}<button class="pay" id="{outcome}" name="outcome" value="{outcome}">{text}</button> '
        '<button class="decline" id="decline" name="outcome" value="decline">Decline</button></form>'
    )
