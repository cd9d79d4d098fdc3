"""PaymentIntents: create, retrieve, update, cancel (https://docs.stripe.com/api/payment_intents)."""

from gateways.simulated.call import Call, Json
from gateways.simulated.errors import invalid_request, missing_parameter, unexpected_state
from gateways.simulated.ids import client_secret, new_id
from gateways.simulated.params import Params
from gateways.simulated.resources.confirming import attach, confirm_intent, read_confirmation
from gateways.simulated.resources.method_types import choose_types, read_method_options
from gateways.simulated.resources.tax_transactions import read_hooks
from gateways.stripe.currencies import maximum_amount, minimum_amount
from gateways.stripe.types import STRIPE_TYPES

__all__ = ["cancel", "confirm", "create", "new_intent", "retrieve", "update"]

_OPEN = ("requires_payment_method", "requires_capture", "requires_confirmation", "requires_action")
_IGNORED = ("shipping", "statement_descriptor", "statement_descriptor_suffix", "radar_options")
_REASONS = frozenset({"abandoned", "duplicate", "fraudulent", "requested_by_customer"})
_USAGES = frozenset({"off_session", "on_session"})
_EMPTY_AT_FIRST = (
    "application",
    "application_fee_amount",
    "canceled_at",
    "cancellation_reason",
    "customer",
    "description",
    "hooks",
    "last_payment_error",
    "latest_charge",
    "next_action",
    "on_behalf_of",
    "payment_method",
    "processing",
    "receipt_email",
    "review",
    "setup_future_usage",
    "shipping",
    "source",
    "statement_descriptor",
    "statement_descriptor_suffix",
    "transfer_data",
    "transfer_group",
)
_HIDDEN_FROM_BROWSERS = ("customer", "hooks", "latest_charge", "metadata")


def create(call: Call, _ids: Json) -> Json:
    """POST /v1/payment_intents."""
    params = call.params
    amount, currency = _read_money(params)
    customer = _read_customer(call)
    types, automatic = choose_types(call, currency, has_customer=customer is not None)
    intent = new_intent(call, amount, currency)
    intent |= {
        "automatic_payment_methods": automatic,
        "capture_method": params.choice("capture_method", {"automatic", "automatic_async"}) or "automatic_async",
        "customer": customer,
        "payment_method_types": types,
    }
    _apply_texts(params, intent)
    read_hooks(call, params, intent)
    intent["payment_method_options"] = read_method_options(params)
    confirming = params.boolean("confirm") or False
    confirmation = read_confirmation(call, intent, confirming=confirming)
    params.ignore(*_IGNORED, "confirmation_method")
    params.finish()
    attach(intent, confirmation.method)
    call.save(intent)
    call.emit("payment_intent.created", intent)
    return confirm_intent(call, intent, confirmation) if confirming else intent


def retrieve(call: Call, ids: Json) -> Json:
    """GET /v1/payment_intents/{id}; with a publishable key only with the client secret."""
    intent = call.get("payment_intent", ids["id"])
    call.check_secret(intent)
    call.params.finish()
    return _as_seen(call, intent)


def update(call: Call, ids: Json) -> Json:
    """POST /v1/payment_intents/{id}."""
    intent = call.get("payment_intent", ids["id"])
    params = call.params
    if intent["status"] not in {"requires_payment_method", "requires_confirmation", "requires_action"}:
        allowed = {"description", "metadata", "receipt_email"}
        if any(name in params for name in ("amount", "currency", "payment_method", "payment_method_data")):
            raise unexpected_state(
                f"This PaymentIntent's values could not be updated because it has a status of {intent['status']}."
                f" You may only update: {', '.join(sorted(allowed))}.",
                intent,
            )
    if "amount" in params or "currency" in params:
        intent["amount"], intent["currency"] = _read_money(params, intent)
    if "customer" in params:
        intent["customer"] = _read_customer(call)
    _refuse_misfit(intent)
    _apply_texts(params, intent)
    read_hooks(call, params, intent)
    intent["payment_method_options"] |= read_method_options(params)
    confirmation = read_confirmation(call, intent, confirming=False)
    params.ignore(*_IGNORED)
    params.finish()
    attach(intent, confirmation.method)
    return call.save(intent)


def confirm(call: Call, ids: Json) -> Json:
    """POST /v1/payment_intents/{id}/confirm, from a server or, with the client secret, from a browser."""
    intent = call.get("payment_intent", ids["id"])
    call.check_secret(intent)
    params = call.params
    receipt_email = params.email("receipt_email")
    if receipt_email is not None:
        intent["receipt_email"] = receipt_email or None
    read_hooks(call, params, intent)
    intent["payment_method_options"] |= read_method_options(params)
    confirmation = read_confirmation(call, intent, confirming=True)
    usage = params.choice("setup_future_usage", _USAGES)
    if usage is not None:
        intent["setup_future_usage"] = usage
    params.ignore(*_IGNORED, "use_stripe_sdk", "mandate_data", "expected_payment_method_type")
    params.finish()
    return _as_seen(call, confirm_intent(call, intent, confirmation))


def cancel(call: Call, ids: Json) -> Json:
    """POST /v1/payment_intents/{id}/cancel."""
    intent = call.get("payment_intent", ids["id"])
    reason = call.params.choice("cancellation_reason", _REASONS)
    call.params.finish()
    if call.store.find("checkout.session", limit=1, filters={"payment_intent": intent["id"]}):
        message = "You cannot cancel the PaymentIntent of a Checkout Session; expire the Checkout Session instead."
        raise unexpected_state(message, intent)
    if intent["status"] not in _OPEN:
        raise unexpected_state(
            f"You cannot cancel this PaymentIntent because it has a status of {intent['status']}. Only a PaymentIntent"
            f" with one of the following statuses may be canceled: {', '.join(_OPEN)}, processing.",
            intent,
        )
    intent |= {
        "canceled_at": call.now,
        "cancellation_reason": reason,
        "next_action": None,
        "status": "canceled",
    }
    call.save(intent)
    call.emit("payment_intent.canceled", intent)
    return intent


def _as_seen(call: Call, intent: Json) -> Json:
    """A browser does not see what belongs to the shop."""
    if not call.publishable:
        return intent
    return {name: value for name, value in intent.items() if name not in _HIDDEN_FROM_BROWSERS}


def _read_money(params: Params, intent: Json | None = None) -> tuple[int, str]:
    amount = params.integer("amount")
    currency = (params.text("currency") or "").lower()
    if intent is not None:
        amount = intent["amount"] if amount is None else amount
        currency = currency or intent["currency"]
    if amount is None:
        raise missing_parameter("amount")
    if not currency:
        raise missing_parameter("currency")
    if currency not in STRIPE_TYPES["card"].currencies:
        raise invalid_request(f"Invalid currency: {currency[:20]}.", param="currency")
    if amount < 1:
        message = "This value must be greater than or equal to 1."
        raise invalid_request(message, param="amount", code="parameter_invalid_integer")
    if amount > maximum_amount(currency):
        message = f"Amount must be no more than {maximum_amount(currency)} in {currency}."
        raise invalid_request(message, param="amount", code="amount_too_large")
    if amount < minimum_amount(currency):
        message = f"Amount must be at least {minimum_amount(currency)} in {currency}."
        raise invalid_request(message, param="amount", code="amount_too_small")
    return amount, currency


def _read_customer(call: Call) -> str | None:
    customer = call.params.text("customer") or None
    if customer is not None:
        call.named("customer", customer, "customer")
    return customer


def _refuse_misfit(intent: Json) -> None:
    for kind in intent["payment_method_types"]:
        if intent["currency"] not in STRIPE_TYPES[kind].currencies:
            message = f"The currency provided ({intent['currency']}) is invalid for {kind}."
            raise invalid_request(message, param="currency")


def _apply_texts(params: Params, intent: Json) -> None:
    description, receipt_email = params.text("description", limit=1_000), params.email("receipt_email")
    if description is not None:
        intent["description"] = description or None
    if receipt_email is not None:
        intent["receipt_email"] = receipt_email or None
    usage = params.choice("setup_future_usage", _USAGES)
    if usage is not None:
        intent["setup_future_usage"] = usage
    merged = {**intent["metadata"], **(params.metadata() or {})}
    intent["metadata"] = {key: value for key, value in merged.items() if value}


def new_intent(call: Call, amount: int, currency: str) -> Json:
    """A PaymentIntent that nobody has touched yet; it is not kept."""
    intent_id = new_id("pi")
    return {
        "id": intent_id,
        "object": "payment_intent",
        **dict.fromkeys(_EMPTY_AT_FIRST),
        "amount": amount,
        "amount_capturable": 0,
        "amount_details": {"tip": {}},
        "amount_received": 0,
        "client_secret": client_secret(intent_id),
        "confirmation_method": "automatic",
        "created": call.now,
        "currency": currency,
        "livemode": False,
        "metadata": {},
        "status": "requires_payment_method",
    }
