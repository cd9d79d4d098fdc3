"""Checkout Sessions of mode `payment` (https://docs.stripe.com/api/checkout/sessions): create, retrieve, expire."""

from gateways.simulated.call import Call, Json
from gateways.simulated.errors import ApiError, invalid_request, missing_parameter
from gateways.simulated.ids import new_id
from gateways.simulated.params import Params
from gateways.simulated.resources.checkout_items import keep_items, read_items
from gateways.simulated.resources.method_types import choose_types, read_method_options
from gateways.stripe.currencies import maximum_amount, minimum_amount
from gateways.stripe.types import STRIPE_TYPES

__all__ = ["create", "expire", "expire_overdue", "expire_session", "retrieve"]

_LEAST_SECONDS, _MOST_SECONDS = 1_800, 86_400
"""https://docs.stripe.com/api/checkout/sessions/create#create_checkout_session-expires_at"""
_GRACE_SECONDS = 60
_IGNORED = (
    "billing_address_collection", "consent_collection", "custom_text", "customer_creation", "invoice_creation",
    "locale", "phone_number_collection", "saved_payment_method_options", "submit_type", "tax_id_collection",
)  # fmt: skip
_DATA = "_checkout_data"  # no kind of Stripe's: what the session's PaymentIntent will be made with
_OVERDUE_AT_ONCE = 1_000


def create(call: Call, _ids: Json) -> Json:
    """POST /v1/checkout/sessions."""
    params = call.params
    _check_mode(params)
    success_url, cancel_url = params.url("success_url"), params.url("cancel_url")
    if success_url is None:
        raise missing_parameter("success_url")
    items, currency, subtotal = read_items(call)
    _check_money(currency, subtotal)
    customer = params.text("customer") or None
    if customer is not None:
        call.named("customer", customer, "customer")
    if "automatic_payment_methods" in params:
        name = "automatic_payment_methods"
        raise invalid_request(f"Received unknown parameter: {name}", param=name, code="parameter_unknown")
    types, _ = choose_types(call, currency, has_customer=customer is not None)
    automatic_tax = _read_tax(params, customer)
    session_id = new_id("cs_test")
    session: Json = {
        "id": session_id,
        "object": "checkout.session",
        "amount_subtotal": subtotal,
        "amount_total": subtotal,
        "automatic_tax": {
            "enabled": automatic_tax,
            "liability": {"type": "self"} if automatic_tax else None,
            "status": "requires_location_inputs" if automatic_tax else None,
        },
        "cancel_url": cancel_url,
        "client_reference_id": params.text("client_reference_id", limit=200) or None,
        "client_secret": None,
        "created": call.now,
        "currency": currency,
        "customer": customer,
        "customer_details": None,
        "customer_email": params.email("customer_email") or None,
        "expires_at": _read_expiry(call),
        "livemode": False,
        "metadata": params.metadata() or {},
        "mode": "payment",
        "payment_intent": None,
        "payment_method_options": read_method_options(params),
        "payment_method_types": types,
        "payment_status": "unpaid",
        "setup_intent": None,
        "status": "open",
        "subscription": None,
        "success_url": success_url,
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        "ui_mode": "hosted_page",
        "url": f"{call.options.public_url}/checkout/{session_id}",
    }
    data = _read_intent_data(params)
    params.ignore(*_IGNORED)
    params.finish()
    call.store.put({"id": f"data_{session_id}", "object": _DATA, "created": call.now, **data})
    keep_items(call, session_id, items)
    return call.save(session)


def retrieve(call: Call, ids: Json) -> Json:
    """GET /v1/checkout/sessions/{id}; one whose time is over has expired."""
    call.params.finish()
    session = call.get("checkout.session", ids["id"])
    return expire_session(call, session) if _overdue(call, session) else session


def expire(call: Call, ids: Json) -> Json:
    """POST /v1/checkout/sessions/{id}/expire."""
    session = call.get("checkout.session", ids["id"])
    call.params.finish()
    if session["status"] != "open":
        message = (
            'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of'
            f" {session['status']}."
        )
        raise ApiError(400, "invalid_request_error", message, executed=True)
    return expire_session(call, session)


def expire_session(call: Call, session: Json) -> Json:
    """Nobody can pay it any more; the PaymentIntent of a declined attempt is cancelled with it."""
    session |= {"status": "expired", "url": None}
    call.save(session)
    if session["payment_intent"] is not None:
        intent = call.get("payment_intent", session["payment_intent"])
        intent |= {"status": "canceled", "canceled_at": call.now, "cancellation_reason": "expired"}
        call.save(intent)
        call.emit("payment_intent.canceled", intent)
    call.emit("checkout.session.expired", session)
    return session


def expire_overdue(call: Call) -> None:
    """Expire the open sessions whose time is over."""
    for session in call.store.find("checkout.session", limit=_OVERDUE_AT_ONCE):
        if _overdue(call, session):
            expire_session(call, session)


def _overdue(call: Call, session: Json) -> bool:
    return bool(session["status"] == "open" and session["expires_at"] <= call.now)


def _check_mode(params: Params) -> None:
    mode, ui_mode = params.required("mode"), params.text("ui_mode") or "hosted_page"
    if mode != "payment" or ui_mode != "hosted_page":
        raise invalid_request("Of Checkout only the hosted page of mode payment is simulated.", param="mode")


def _check_money(currency: str, total: int) -> None:
    if currency not in STRIPE_TYPES["card"].currencies:
        raise invalid_request(f"Invalid currency: {currency[:20]}.", param="line_items[0][price_data][currency]")
    if not minimum_amount(currency) <= total <= maximum_amount(currency):
        small = total < minimum_amount(currency)
        raise invalid_request(
            f"The Checkout Session's total amount must be from {minimum_amount(currency)} to"
            f" {maximum_amount(currency)} in {currency}.",
            code="amount_too_small" if small else "amount_too_large",
        )


def _read_tax(params: Params, customer: str | None) -> bool:
    group, update = params.group("automatic_tax"), params.group("customer_update")
    address = update.choice("address", {"auto", "never"}) if update is not None else None
    if update is not None:
        update.ignore("name", "shipping")
        if customer is None:
            raise invalid_request("`customer_update` can only be used with `customer`.", param="customer_update")
    if group is None:
        return False
    group.ignore("liability")
    enabled = group.boolean("enabled") or False
    if enabled and customer is not None and address != "auto":  # no customer here has an address
        raise invalid_request(
            "Automatic tax calculation in Checkout requires a valid address on the Customer. Add a valid address to"
            " the Customer or set either `customer_update[address]` to 'auto' or `customer_update[shipping]` to 'auto'"
            " to save the address entered in Checkout to the Customer.",
            code="customer_tax_location_invalid",
        )
    return enabled


def _read_expiry(call: Call) -> int:
    given = call.params.integer("expires_at")
    if given is None:
        return call.now + _MOST_SECONDS
    if not _LEAST_SECONDS - _GRACE_SECONDS <= given - call.now <= _MOST_SECONDS + _GRACE_SECONDS:
        message = "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation."
        raise invalid_request(message, param="expires_at")
    return given


def _read_intent_data(params: Params) -> Json:
    group = params.group("payment_intent_data")
    if group is None:
        return {"description": None, "metadata": {}, "receipt_email": None, "setup_future_usage": None}
    group.ignore("capture_method", "statement_descriptor", "statement_descriptor_suffix")
    return {
        "description": group.text("description", limit=1_000) or None,
        "metadata": group.metadata() or {},
        "receipt_email": group.email("receipt_email") or None,
        "setup_future_usage": group.choice("setup_future_usage", {"off_session", "on_session"}),
    }
