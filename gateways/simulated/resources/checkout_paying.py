"""What the payer does on the page of a Checkout Session, and what comes of it.

A session makes its PaymentIntent when somebody pays (https://docs.stripe.com/payments/checkout/how-checkout-works).
"""

from gateways.simulated.call import Call, Json
from gateways.simulated.errors import ApiError
from gateways.simulated.ids import client_secret, new_id
from gateways.simulated.resources.attempts import fail, payer_refused, process, succeed
from gateways.simulated.resources.cards import decline_of
from gateways.simulated.resources.checkout_items import items_of
from gateways.simulated.resources.payment_intents import new_intent
from gateways.simulated.resources.payment_methods import by_id, create_of_type
from gateways.simulated.resources.tax_rules import TAX_PERCENT, tax_on

__all__ = ["finish_session", "follow_intent", "taxes_of"]


def finish_session(call: Call, session: Json, outcome: str, card: str | None = None) -> Json:
    """`pay`, `decline`, or `process` (the payer is done, and the money takes its time), with `card` or a good one.

    A session that has ended stays as it is.
    """
    if session["status"] != "open":
        return session
    kind = session["payment_method_types"][0]
    method = by_id(call, card, param="payment_method", status=400) if card else create_of_type(call, kind)
    session = _taxed(call, session)
    intent = _intent_of(call, session)
    decline = payer_refused(method) if outcome == "decline" else decline_of(method)
    if decline is not None:
        fail(call, intent, method, decline)
    elif outcome == "process":
        process(call, intent, method)
    else:
        succeed(call, intent, method)
    return follow_intent(call, intent) or session


def follow_intent(call: Call, intent: Json) -> Json | None:
    """Make the session of `intent`, if it has one, follow it."""
    found = call.store.find("checkout.session", limit=1, filters={"payment_intent": intent["id"]})
    if not found:
        return None
    session = found[0]
    complete, status = session["status"] == "complete", intent["status"]
    if status == "succeeded" and session["payment_status"] != "paid":
        session |= {"status": "complete", "payment_status": "paid", "url": None}
        return _tell(call, session, "async_payment_succeeded" if complete else "completed")
    if status == "processing" and not complete:
        session |= {"status": "complete", "url": None}
        return _tell(call, session, "completed")
    if status == "requires_payment_method" and complete and session["payment_status"] == "unpaid":
        return _tell(call, session, "async_payment_failed")
    return session


def taxes_of(session: Json, items: list[Json]) -> tuple[int, int]:
    """What tax is added to the price, and how much is contained in it, in minor units; everybody pays 10% here."""
    found = {False: 0, True: 0}
    for item in items if session["automatic_tax"]["enabled"] else ():
        inclusive = item["price"]["tax_behavior"] == "inclusive"
        found[inclusive] += tax_on(item["amount_subtotal"], TAX_PERCENT, inclusive=inclusive)
    return found[False], found[True]


def _taxed(call: Call, session: Json) -> Json:
    """The payer has told where they live."""
    added, contained = taxes_of(session, items_of(call, session["id"]))
    session["total_details"] |= {"amount_tax": added + contained}
    session["amount_total"] = session["amount_subtotal"] + added
    if session["automatic_tax"]["enabled"]:
        session["automatic_tax"] |= {"status": "complete"}
    return call.save(session)


def _intent_of(call: Call, session: Json) -> Json:
    if session["payment_intent"] is not None:
        return call.get("payment_intent", session["payment_intent"])
    data = call.store.get("_checkout_data", f"data_{session['id']}")
    if data is None:
        raise ApiError(500, "api_error", "The simulated Stripe has lost what this session was made with.")
    intent_id = new_id("pi")
    intent = new_intent(call, session["amount_total"], session["currency"]) | {
        "id": intent_id,
        "automatic_payment_methods": None,
        "capture_method": "automatic_async",
        "client_secret": client_secret(intent_id),
        "customer": session["customer"],
        "description": data["description"],
        "metadata": data["metadata"],
        "payment_method_options": session["payment_method_options"],
        "payment_method_types": session["payment_method_types"],
        "receipt_email": data["receipt_email"],
        "setup_future_usage": data["setup_future_usage"],
    }
    call.save(intent)
    call.emit("payment_intent.created", intent)
    session["payment_intent"] = intent_id
    call.save(session)
    return intent


def _tell(call: Call, session: Json, event: str) -> Json:
    call.save(session)
    call.emit(f"checkout.session.{event}", session)
    return session
