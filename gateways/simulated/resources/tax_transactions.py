"""What Stripe records of tax by itself, once a PaymentIntent names a calculation.

A transaction when the intent is paid, a reversal with each refund, a reversal of that when the refund fails; nothing of
a dispute (https://docs.stripe.com/tax/payment-intent). What became of it stands in the intent's Tax Association
(https://docs.stripe.com/api/tax/associations/object).
"""

from gateways.simulated.call import Call, Json
from gateways.simulated.errors import missing_parameter, no_such
from gateways.simulated.ids import new_id
from gateways.simulated.params import Params
from gateways.simulated.resources.tax_calculations import listed, shown

__all__ = ["calculation_of", "commit", "find", "line_items", "read_hooks", "restore", "retrieve", "reverse"]

_ASSOCIATION, _TRANSACTION = "tax.association", "tax.transaction"
_PARAM = "hooks[inputs][tax][calculation]"


def find(call: Call, _ids: Json) -> Json:
    """GET /v1/tax/associations/find: by `payment_intent`."""
    reference = call.params.text("payment_intent")
    call.params.finish()
    if not reference:
        raise missing_parameter("payment_intent")
    association = _association(call, reference)
    if association is None:
        raise no_such("tax association", reference, param="payment_intent")
    return shown(association)


def retrieve(call: Call, ids: Json) -> Json:
    """GET /v1/tax/transactions/{id}."""
    call.params.finish()
    transaction = call.get(_TRANSACTION, ids["id"])
    return {name: value for name, value in transaction.items() if name != "line_items"}


def line_items(call: Call, ids: Json) -> Json:
    """GET /v1/tax/transactions/{id}/line_items."""
    call.params.finish()
    transaction = call.get(_TRANSACTION, ids["id"])
    return listed(transaction, f"/v1/tax/transactions/{transaction['id']}/line_items")


def read_hooks(call: Call, params: Params, intent: Json) -> None:
    """Link the intent to the calculation that `hooks` names. Its amount is not compared, as Stripe compares it not."""
    level: Params | None = params
    for name in ("hooks", "inputs", "tax"):
        level = None if level is None else level.group(name)
    reference = None if level is None else level.text("calculation")
    if not reference:
        return
    call.named("tax.calculation", reference, _PARAM)
    intent["hooks"] = {"inputs": {"tax": {"calculation": reference}}}
    known = _association(call, intent["id"])
    call.save(
        {
            "id": new_id("taxa") if known is None else known["id"],
            "object": _ASSOCIATION,
            "calculation": reference,
            "created": call.now,
            "payment_intent": intent["id"],
            "tax_transaction_attempts": [],
        }
    )


def calculation_of(call: Call, intent: Json) -> Json | None:
    """The calculation that the intent names; None where it names none."""
    hooks = intent.get("hooks")
    return None if hooks is None else call.get("tax.calculation", hooks["inputs"]["tax"]["calculation"])


def commit(call: Call, intent: Json) -> None:
    """The intent is paid: its tax is due."""
    calculation = calculation_of(call, intent)
    association = _association(call, intent["id"])
    if calculation is None or association is None:
        return
    reason = _refusal(call, calculation, intent)
    if reason is not None:
        _attempt(call, association, intent["id"], {"status": "errored", "errored": {"reason": reason}})
        return
    kind = {"object": "tax.transaction_line_item", "type": "transaction"}
    lines = [{**line, **kind} for line in calculation["line_items"]]
    transaction = _transaction(call, calculation, intent["id"], "transaction", lines)
    calculation["committed"] = intent["id"]
    call.save(calculation)
    _attempt(call, association, intent["id"], _committed(transaction))


def reverse(call: Call, refund: Json, paid: int, returned: int) -> None:
    """Of `paid`, `returned` went back in all, this refund included: so much of the tax is due no more."""
    association = _association(call, refund["payment_intent"])
    original = None if association is None else _made_for(call, association, refund["payment_intent"])
    if association is None or original is None:
        return
    before = returned - refund["amount"]
    lines = [_reversed(line, paid, before, returned) for line in original["line_items"]]
    made = _transaction(call, original, refund["id"], "reversal", lines, original["id"])
    _attempt(call, association, refund["id"], _committed(made))


def restore(call: Call, refund: Json) -> None:
    """The refund failed: the tax that it took back is due again."""
    association = _association(call, refund["payment_intent"])
    reversal = None if association is None else _made_for(call, association, refund["id"])
    if association is None or reversal is None:
        return
    lines = [
        {**line, "id": new_id("tax_li"), "amount": -line["amount"], "amount_tax": -line["amount_tax"]}
        for line in reversal["line_items"]
    ]
    made = _transaction(call, reversal, f"{refund['id']}_failed", "reversal", lines, reversal["id"])
    _attempt(call, association, refund["id"], _committed(made))


def _reversed(line: Json, paid: int, before: int, after: int) -> Json:
    """What of the line went back when the sum of refunds grew so; its parts add up to the whole."""
    inclusive, tax = line["tax_behavior"] == "inclusive", int(line["amount_tax"])
    gross = int(line["amount"]) + (0 if inclusive else tax)
    tax_back = tax * after // paid - tax * before // paid
    gross_back = gross * after // paid - gross * before // paid
    amount = gross_back if inclusive else gross_back - tax_back
    return {**line, "id": new_id("tax_li"), "type": "reversal", "amount": -amount, "amount_tax": -tax_back}


def _refusal(call: Call, calculation: Json, intent: Json) -> str | None:
    if calculation["expires_at"] <= call.now:
        return "calculation_expired"
    if calculation["currency"] != intent["currency"]:
        return "currency_mismatch"
    return "another_payment_associated_with_calculation" if calculation.get("committed") else None


def _transaction(
    call: Call, source: Json, reference: str, kind: str, lines: list[Json], original: str | None = None
) -> Json:
    transaction: Json = {
        "id": new_id("tax"),
        "object": _TRANSACTION,
        "created": call.now,
        "currency": source["currency"],
        "customer": source["customer"],
        "customer_details": source["customer_details"],
        "line_items": lines,
        "livemode": False,
        "metadata": {},
        "posted_at": call.now,
        "reference": reference,
        "reversal": None if original is None else {"original_transaction": original},
        "ship_from_details": None,
        "shipping_cost": None,
        "tax_date": source["tax_date"],
        "type": kind,
    }
    return call.save(transaction)


def _committed(transaction: Json) -> Json:
    return {"status": "committed", "committed": {"transaction": transaction["id"]}}


def _attempt(call: Call, association: Json, source: str, outcome: Json) -> None:
    association["tax_transaction_attempts"].append({"source": source, **outcome})
    call.save(association)


def _association(call: Call, reference: str) -> Json | None:
    found = call.store.find(_ASSOCIATION, limit=1, filters={"payment_intent": reference})
    return found[0] if found else None


def _made_for(call: Call, association: Json, source: str) -> Json | None:
    """The first transaction that was made for a payment or refund."""
    for attempt in association["tax_transaction_attempts"]:
        if attempt["source"] == source and attempt["status"] == "committed":
            return call.get(_TRANSACTION, attempt["committed"]["transaction"])
    return None
