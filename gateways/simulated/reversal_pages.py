"""What a person does to a paid payment on its page: refund it, dispute it, and say how either ends."""

from html import escape

from gateways.simulated.amounts import amount_text, minor_units
from gateways.simulated.call import Call, Json
from gateways.simulated.errors import invalid_request
from gateways.simulated.resources.disputes import OPEN_DISPUTES, end_dispute, open_dispute
from gateways.simulated.resources.refunds import end_refund, make_refund
from gateways.simulated.store import Store

__all__ = ["REVERSALS", "reversal_section", "reverse"]

REVERSALS = frozenset({"refund", "dispute", "win", "lose", "succeed", "fail"})
_SHOWN = 50


def reverse(call: Call, intent_id: str, action: str, form: Json) -> None:
    """Carry out one of `REVERSALS`; raises ApiError, whose sentence is for the person."""
    intent = call.get("payment_intent", intent_id)
    if intent["status"] != "succeeded":
        raise invalid_request("This payment is not paid.")
    charge = call.get("charge", intent["latest_charge"])
    if action in {"refund", "dispute"}:
        amount = _minor_units(form.get("amount"), intent["currency"])
        if action == "refund":
            make_refund(call, charge, amount)
        else:
            open_dispute(call, charge, amount=amount)
        return
    target = form.get("target")
    kind = "dispute" if action in {"win", "lose"} else "refund"
    found = call.get(kind, target if isinstance(target, str) else "")
    if found["payment_intent"] != intent_id:
        raise invalid_request("That belongs to another payment.")
    if kind == "dispute":
        end_dispute(call, found["id"], "won" if action == "win" else "lost")
    else:
        end_refund(call, found["id"], "succeeded" if action == "succeed" else "failed")


def reversal_section(store: Store, intent: Json, token: str) -> str:
    """The HTML below a paid payment: its refunds and disputes, and what can be done."""
    if intent["status"] != "succeeded":
        return ""
    filters = {"payment_intent": intent["id"]}
    rows = [_refund_row(intent, token, refund) for refund in store.find("refund", limit=_SHOWN, filters=filters)]
    rows += [_dispute_row(intent, token, dispute) for dispute in store.find("dispute", limit=_SHOWN, filters=filters)]
    table = (
        "<table><caption>Refunds and disputes</caption><thead><tr><th scope='col'>What</th><th scope='col'>Amount</th>"
        "<th scope='col'>Status</th><th scope='col'>What happens next</th></tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table>"
    )
    new = _form(
        intent,
        token,
        '<p><label for="amount">Amount (empty for all that is left)</label>'
        ' <input id="amount" name="amount" inputmode="decimal" size="10"></p>'
        + _button("refund", "Refund", "pay")
        + _button("dispute", "Dispute at the bank", "decline"),
    )
    return f"<h2>Give the money back</h2>{table if rows else ''}{new}"


def _refund_row(intent: Json, token: str, refund: Json) -> str:
    buttons = _button("succeed", "It arrives", "pay") if refund["status"] == "pending" else ""
    if refund["status"] in {"pending", "succeeded"}:
        buttons += _button("fail", "It fails", "decline")
    return _row("Refund", intent, token, refund, buttons)


def _dispute_row(intent: Json, token: str, dispute: Json) -> str:
    is_open = dispute["status"] in OPEN_DISPUTES
    buttons = _button("win", "The shop wins", "pay") + _button("lose", "The shop loses", "decline") if is_open else ""
    return _row("Dispute", intent, token, dispute, buttons)


def _row(name: str, intent: Json, token: str, item: Json, buttons: str) -> str:
    amount = escape(amount_text(item["amount"], item["currency"]))
    form = _form(intent, token, _hidden("target", item["id"]) + buttons) if buttons else ""
    status = escape(item["status"]).replace("_", "_<wbr>")  # so that it fits a phone
    return f"<tr><td>{name}</td><td>{amount}</td><td>{status}</td><td>{form}</td></tr>"


def _form(intent: Json, token: str, inner: str) -> str:
    return f'<form method="post" action="/pay/{escape(intent["id"])}">{_hidden("token", token)}{inner}</form>'


def _hidden(name: str, value: str) -> str:
    return f'<input type="hidden" name="{name}" value="{escape(value)}">'


def _button(action: str, label: str, style: str) -> str:
    return f'<button class="{style}" name="outcome" value="{action}">{label}</button> '


def _minor_units(text: object, currency: str) -> int | None:
    try:
        return minor_units(text, currency)
    except ValueError as error:
        raise invalid_request(str(error), param="amount") from None
