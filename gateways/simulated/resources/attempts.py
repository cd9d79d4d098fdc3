"""An attempt to pay: how a PaymentIntent goes from a payment method to its end.

https://docs.stripe.com/payments/paymentintents/lifecycle
"""

from gateways.simulated.call import Call, Json
from gateways.simulated.errors import card_declined
from gateways.simulated.resources.attaching import attach_to
from gateways.simulated.resources.cards import AUTHENTICATION_REQUIRED, Decline, decline_of, needs_action, needs_owner
from gateways.simulated.resources.charges import make_charge
from gateways.simulated.resources.disputes import open_dispute_by_card
from gateways.simulated.resources.invoice_paying import follow_failure, follow_success
from gateways.simulated.resources.next_actions import keep_return_url, next_action
from gateways.simulated.resources.tax_transactions import commit

__all__ = ["attempt", "fail", "payer_refused", "process", "succeed"]

_CARD_PAYER_REFUSED = Decline("card_declined", "Your card was declined.", "generic_decline")
_AUTHENTICATION_FAILED = Decline(
    "payment_intent_authentication_failure",
    "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
)
_WALLET_PAYER_REFUSED = Decline(
    "payment_method_customer_decline", "The customer declined this payment in their payment app."
)


def attempt(call: Call, intent: Json, method: Json, *, off_session: bool, return_url: str | None) -> Json:
    """Confirm: the intent succeeds, waits for the payer, or fails (then ApiError 402 is raised)."""
    decline = decline_of(method)
    if decline is None and off_session and needs_owner(method):
        decline = AUTHENTICATION_REQUIRED
    if decline is not None:
        failed = fail(call, intent, method, decline)
        raise card_declined(failed["last_payment_error"] | {"charge": failed["latest_charge"]}, failed)
    if method["type"] != "card" or (needs_action(method) and not off_session):
        return _wait_for_payer(call, intent, method, return_url)
    return succeed(call, intent, method)


def succeed(call: Call, intent: Json, method: Json) -> Json:
    """The whole amount was received."""
    charge = make_charge(call, intent, method, None)
    intent |= {
        "amount_received": intent["amount"],
        "last_payment_error": None,
        "latest_charge": charge["id"],
        "next_action": None,
        "payment_method": method["id"],
        "status": "succeeded",
    }
    call.save(intent)
    commit(call, intent)
    if intent["setup_future_usage"] is not None and intent["customer"] is not None:
        attach_to(call, method, intent["customer"])
    call.emit("charge.succeeded", charge)
    call.emit("payment_intent.succeeded", intent)
    open_dispute_by_card(call, charge, method)
    follow_success(call, intent)
    return intent


def fail(call: Call, intent: Json, method: Json, decline: Decline) -> Json:
    """The attempt failed; another may follow."""
    charge = make_charge(call, intent, method, decline)
    intent |= {
        "last_payment_error": decline.error | {"charge": charge["id"], "payment_method": method},
        "latest_charge": charge["id"],
        "next_action": None,
        "payment_method": None,
        "status": "requires_payment_method",
    }
    call.save(intent)
    call.emit("charge.failed", charge)
    call.emit("payment_intent.payment_failed", intent)
    follow_failure(call, intent)
    return intent


def process(call: Call, intent: Json, method: Json) -> Json:
    """The payer paid, and the money takes its time."""
    intent |= {"next_action": None, "payment_method": method["id"], "status": "processing"}
    call.save(intent)
    call.emit("payment_intent.processing", intent)
    return intent


def payer_refused(method: Json) -> Decline:
    """The reason when somebody presses Decline."""
    if method["type"] != "card":
        return _WALLET_PAYER_REFUSED
    return _AUTHENTICATION_FAILED if needs_action(method) else _CARD_PAYER_REFUSED


def _wait_for_payer(call: Call, intent: Json, method: Json, return_url: str | None) -> Json:
    intent |= {
        "last_payment_error": None,
        "next_action": next_action(call, intent, method, return_url),
        "payment_method": method["id"],
        "status": "requires_action",
    }
    call.save(intent)
    keep_return_url(call, intent, return_url)
    call.emit("payment_intent.requires_action", intent)
    return intent
