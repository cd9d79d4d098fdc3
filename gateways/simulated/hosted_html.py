"""The HTML of Stripe's own pages: Checkout, and saving a card. No script; every value is escaped."""

from collections.abc import Mapping
from html import escape
from types import MappingProxyType

from gateways.simulated.amounts import amount_text
from gateways.simulated.call import Json
from gateways.simulated.page_html import page
from gateways.simulated.resources.checkout_paying import taxes_of
from gateways.simulated.resources.tax_rules import TAX_PERCENT
from gateways.stripe.types import STRIPE_TYPES

__all__ = ["TEST_CARDS", "checkout_page", "setup_page", "success_address"]

TEST_CARDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "pm_card_visa": ("Visa ending in 4242: pays", "Visa ending in 4242: pays whenever it is charged"),
        "pm_card_chargeCustomerFail": (
            "Visa ending in 0341: is declined",
            "Visa ending in 0341: can be saved, and is declined when it is charged",
        ),
        "pm_card_authenticationRequired": (
            "Visa ending in 3184: pays, but not later while you are away",
            "Visa ending in 3184: can be saved, and its bank asks for you when it is charged",
        ),
    }
)
"""What becomes of each: on the page of Checkout, and once it is saved."""
_PAYING, _SAVING = 0, 1
_ADDRESS = (
    "<fieldset><legend>Billing address</legend>"
    '<p><label>Country (two letters) <input name="country" id="country" maxlength="2" size="3" placeholder="DE"'
    ' autocomplete="off"></label></p><p><label>Postal code <input name="postal_code" id="postal_code" maxlength="20"'
    ' size="10" autocomplete="off"></label></p></fieldset>'
)
"""As much as Stripe's card form asks for; by it, tax is told when the card is charged."""
_ENDED = {"complete": "Paid", "expired": "Expired", "succeeded": "Card saved", "canceled": "Cancelled"}


def checkout_page(session: Json, items: list[Json], token: str, error: Json | None) -> str:
    """What is bought, what it costs with tax, and the buttons; or how it ended."""
    added, contained = taxes_of(session, items)
    total = amount_text(session["amount_subtotal"] + added, session["currency"])
    details = _details(session, items, added + contained, total, ", included" if contained else "")
    ended = _ENDED.get(session["status"])
    if ended is not None:
        return _ended_checkout(session, ended, total, details)
    cards = _cards(_PAYING) if session["payment_method_types"] == ["card"] else ""
    leave = (
        f'<p><a id="cancel" href="{escape(session["cancel_url"])}">Cancel and go back to the shop</a></p>'
        if session["cancel_url"]
        else ""
    )
    form = _form(f"/checkout/{session['id']}", token, cards, ("pay", "Pay"))
    return page(f"Pay {total}", f"<h1>Pay {escape(total)}</h1>{_declined(error)}{details}{form}{leave}")


def setup_page(setup: Json, card: Json | None, token: str) -> str:
    """The test cards, and the buttons; or how it ended, with the `card` that was saved."""
    ended = _ENDED.get(setup["status"])
    if ended is not None:
        saved = f" {_card_text(card)} can now be charged by the shop." if card is not None else ""
        outcome = f"<strong>{ended}.</strong>{escape(saved)} You can close this page and go back to the shop."
        return page(ended, f'<h1>{ended}</h1><p id="outcome" role="status">{outcome}</p>')
    form = _form(f"/setup/{setup['id']}", token, _cards(_SAVING) + _ADDRESS, ("save", "Save the card"))
    note = "<p>Nothing is charged now. The shop will be able to charge the card while you are away.</p>"
    return page("Save a card", f"<h1>Save a card</h1>{_declined(setup['last_setup_error'])}{note}{form}")


def success_address(session: Json) -> str | None:
    """Where Stripe sends a payer who is done; None before."""
    if session["status"] != "complete":
        return None
    return str(session["success_url"]).replace("{CHECKOUT_SESSION_ID}", session["id"])


def _details(session: Json, items: list[Json], tax: int, total: str, included: str) -> str:
    currency = session["currency"]
    rows = "".join(
        f"<dt>{escape(item['description'])} &times;&nbsp;{item['quantity']}</dt>"
        f"<dd>{escape(amount_text(item['amount_subtotal'], currency))}</dd>"
        for item in items
    )
    label = f"Tax ({TAX_PERCENT}%{included})"
    taxed = f"<dt>{label}</dt><dd id='tax'>{escape(amount_text(tax, currency))}</dd>" if tax else ""
    methods = escape(", ".join(STRIPE_TYPES[kind].label for kind in session["payment_method_types"]))
    return f"<dl>{rows}{taxed}<dt>Total</dt><dd id='total'>{escape(total)}</dd><dt>Method</dt><dd>{methods}</dd></dl>"


def _ended_checkout(session: Json, ended: str, total: str, details: str) -> str:
    if session["status"] == "complete" and session["payment_status"] == "unpaid":
        ended = "Processing"
    back = success_address(session) or session["cancel_url"]
    link = f'<a id="back" href="{escape(back)}">Back to the shop</a>' if back else "You can close this page."
    note = " Nothing was charged; start again in the shop." if ended == "Expired" else ""
    outcome = f'<p id="outcome" role="status"><strong>{ended}.</strong>{note} {link}</p>'
    return page(f"{ended}: {total}", f"<h1>{ended}</h1>{outcome}{details}")


def _declined(error: Json | None) -> str:
    if error is None:
        return ""
    message = f"<strong>Declined.</strong> {escape(error['message'])} You can try again."
    return f'<p id="outcome" role="status">{message}</p>'


def _card_text(card: Json) -> str:
    return f"{str(card['brand']).capitalize()} ending in {card['last4']}"


def _cards(use: int) -> str:
    radios = "".join(
        f'<label><input type="radio" name="card" value="{escape(card)}"{" checked" if place == 0 else ""}>'
        f" {escape(texts[use])}</label>"
        for place, (card, texts) in enumerate(TEST_CARDS.items())
    )
    return f"<fieldset><legend>Test card</legend>{radios}</fieldset>"


def _form(action: str, token: str, choice: str, accept: tuple[str, str]) -> str:
    outcome, text = accept
    return (
        f'<form method="post" action="{escape(action)}"><input type="hidden" name="token" value="{escape(token)}">'
        f'{choice}<button class="pay" id="{outcome}" name="outcome" value="{outcome}">{text}</button> '
        '<button class="decline" id="decline" name="outcome" value="decline">Decline</button></form>'
    )
