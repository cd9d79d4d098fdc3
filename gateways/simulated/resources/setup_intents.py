"""SetupIntents (https://docs.stripe.com/api/setup_intents): a card is saved without a payment."""

from gateways.simulated.call import Call, Json
from gateways.simulated.errors import ApiError, invalid_request
from gateways.simulated.ids import client_secret, new_id
from gateways.simulated.resources.attaching import attach_to
from gateways.simulated.resources.cards import Decline, needs_action, refused_when_saved
from gateways.simulated.resources.payment_methods import from_params

__all__ = ["OPEN_STATUSES", "cancel", "confirm", "create", "finish_setup", "retrieve"]

OPEN_STATUSES = frozenset({"requires_payment_method", "requires_confirmation", "requires_action"})
_AUTHENTICATION_FAILED = Decline(
    "setup_intent_authentication_failure",
    "The latest attempt to set up the payment method has failed because authentication failed.",
)


def create(call: Call, _ids: Json) -> Json:
    """POST /v1/setup_intents, for cards."""
    params = call.params
    customer = params.text("customer") or None
    if customer is not None:
        call.named("customer", customer, "customer")
    if (params.texts("allowed_payment_method_types") or ["card"]) != ["card"]:
        raise invalid_request("Only cards can be saved here.", param="allowed_payment_method_types")
    setup_id = new_id("seti")
    setup: Json = {
        "id": setup_id,
        "object": "setup_intent",
        "cancellation_reason": None,
        "client_secret": client_secret(setup_id),
        "created": call.now,
        "customer": customer,
        "description": params.text("description", limit=1_000) or None,
        "last_setup_error": None,
        "livemode": False,
        "mandate": None,
        "metadata": params.metadata() or {},
        "next_action": None,
        "payment_method": None,
        "payment_method_types": ["card"],
        "status": "requires_payment_method",
        "usage": params.choice("usage", {"off_session", "on_session"}) or "off_session",
    }
    params.finish()
    call.save(setup)
    call.emit("setup_intent.created", setup)
    return setup


def retrieve(call: Call, ids: Json) -> Json:
    """GET /v1/setup_intents/{id}; with a publishable key only with the client secret."""
    setup = call.get("setup_intent", ids["id"])
    call.check_secret(setup)
    call.params.finish()
    return setup


def confirm(call: Call, ids: Json) -> Json:
    """POST /v1/setup_intents/{id}/confirm, from a server or, with the client secret, from a browser."""
    setup = call.get("setup_intent", ids["id"])
    call.check_secret(setup)
    method = from_params(call, call.params)
    call.params.ignore("return_url", "use_stripe_sdk", "mandate_data")
    call.params.finish()
    if setup["status"] not in OPEN_STATUSES:
        raise _unexpected(setup)
    if method is None:
        raise invalid_request("You cannot confirm this SetupIntent because it's missing a payment method.")
    decline = refused_when_saved(method)
    if decline is not None:
        failed = _fail(call, setup, decline)
        details = {name: value for name, value in decline.error.items() if name not in {"type", "message"}}
        raise ApiError(402, "card_error", decline.message, executed=True, setup_intent=failed, **details)
    if needs_action(method):
        page = f"{call.options.public_url}/setup/{setup['id']}"
        action = {"type": "redirect_to_url", "redirect_to_url": {"return_url": None, "url": page}}
        setup |= {"status": "requires_action", "payment_method": method["id"], "next_action": action}
        return call.save(setup)
    return _succeed(call, setup, method)


def cancel(call: Call, ids: Json) -> Json:
    """POST /v1/setup_intents/{id}/cancel."""
    setup = call.get("setup_intent", ids["id"])
    call.params.ignore("cancellation_reason")
    call.params.finish()
    if setup["status"] not in OPEN_STATUSES:
        raise _unexpected(setup)
    setup |= {"status": "canceled", "next_action": None}
    call.save(setup)
    call.emit("setup_intent.canceled", setup)
    return setup


def finish_setup(call: Call, setup: Json, outcome: str, method: Json) -> Json:
    """What a person does on the page: `save` or `decline`. A SetupIntent that has ended stays as it is."""
    if setup["status"] not in OPEN_STATUSES:
        return setup
    if setup["payment_method"] is not None:
        method = call.named("payment_method", setup["payment_method"], "payment_method")
    return _succeed(call, setup, method) if outcome == "save" else _fail(call, setup, _AUTHENTICATION_FAILED)


def _succeed(call: Call, setup: Json, method: Json) -> Json:
    setup |= {"status": "succeeded", "payment_method": method["id"], "next_action": None, "last_setup_error": None}
    call.save(setup)
    if setup["customer"] is not None:
        attach_to(call, method, setup["customer"])
    call.emit("setup_intent.succeeded", setup)
    return setup


def _fail(call: Call, setup: Json, decline: Decline) -> Json:
    setup |= {
        "status": "requires_payment_method",
        "payment_method": None,
        "next_action": None,
        "last_setup_error": decline.error,
    }
    call.save(setup)
    call.emit("setup_intent.setup_failed", setup)
    return setup


def _unexpected(setup: Json) -> ApiError:
    return ApiError(
        400,
        "invalid_request_error",
        f"This SetupIntent has a status of {setup['status']}; it cannot be confirmed or canceled any more.",
        executed=True,
        code="setup_intent_unexpected_state",
        setup_intent=setup,
    )
