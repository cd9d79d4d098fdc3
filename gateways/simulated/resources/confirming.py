"""Confirming a PaymentIntent (https://docs.stripe.com/api/payment_intents/confirm)."""

from dataclasses import dataclass

from gateways.simulated.call import Call, Json
from gateways.simulated.errors import ApiError, invalid_request, missing_parameter, unexpected_state
from gateways.simulated.resources.attaching import check_owner
from gateways.simulated.resources.attempts import attempt
from gateways.simulated.resources.payment_methods import from_params

__all__ = ["Confirmation", "attach", "confirm_intent", "read_confirmation"]

_CONFIRMABLE = ("requires_payment_method", "requires_confirmation", "requires_action")


@dataclass(frozen=True, slots=True)
class Confirmation:
    """With what an intent is confirmed."""

    method: Json | None
    off_session: bool
    return_url: str | None


def read_confirmation(call: Call, intent: Json, *, confirming: bool) -> Confirmation:
    """Read the parameters and refuse, before anything is begun, what cannot be confirmed."""
    params = call.params
    if confirming and intent["status"] not in _CONFIRMABLE:
        raise _not_confirmable(intent)
    method = from_params(call, params)
    off_session, return_url = params.boolean("off_session") or False, params.url("return_url")
    params.ignore("error_on_requires_action")
    if method is not None and method["type"] not in intent["payment_method_types"]:
        raise invalid_request(
            f"The PaymentMethod provided ({method['type']}) is not allowed for this PaymentIntent. It accepts:"
            f" {', '.join(intent['payment_method_types'])}.",
            param="payment_method",
            code="payment_intent_incompatible_payment_method",
        )
    if method is not None:
        check_owner(call, method, intent["customer"])
    if off_session and not confirming:
        raise invalid_request("`off_session` can only be used with `confirm=true`.", param="off_session")
    if confirming:
        _check_complete(call, intent, method, return_url)
    return Confirmation(method, off_session, return_url)


def attach(intent: Json, method: Json | None) -> None:
    """Put the payment method on the intent, without confirming."""
    if method is not None:
        intent |= {"payment_method": method["id"], "status": "requires_confirmation", "next_action": None}


def confirm_intent(call: Call, intent: Json, confirmation: Confirmation) -> Json:
    """Try to pay; raises ApiError 402 when the bank refuses."""
    method = confirmation.method or call.named("payment_method", intent["payment_method"], "payment_method")
    return attempt(call, intent, method, off_session=confirmation.off_session, return_url=confirmation.return_url)


def _check_complete(call: Call, intent: Json, method: Json | None, return_url: str | None) -> None:
    if method is None and intent["payment_method"] is not None:
        method = call.named("payment_method", intent["payment_method"], "payment_method")
    if method is None:
        raise unexpected_state(
            "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the"
            " PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a"
            " payment method or ConfirmationToken.",
            intent,
        )
    automatic = intent["automatic_payment_methods"]
    if automatic is not None and automatic["allow_redirects"] == "always" and not return_url and not call.publishable:
        raise invalid_request(
            "This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of"
            " these payment methods might redirect your customer off of your page, you must provide a `return_url`. If"
            " you don't want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to"
            " `true` and `automatic_payment_methods[allow_redirects]` to `never`.",
            param="return_url",
        )
    if method["type"] == "wechat_pay":
        options = intent["payment_method_options"].get("wechat_pay") or {}
        if not options.get("client"):
            raise missing_parameter("payment_method_options[wechat_pay][client]")
    if method["type"] == "customer_balance" and intent["customer"] is None:
        raise missing_parameter("customer")


def _not_confirmable(intent: Json) -> ApiError:
    if intent["status"] == "succeeded":
        message = (
            "You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed."
        )
    else:
        message = (
            f"You cannot confirm this PaymentIntent because it has a status of {intent['status']}. Only a PaymentIntent"
            f" with one of the following statuses may be confirmed: {', '.join(_CONFIRMABLE)}."
        )
    return unexpected_state(message, intent)
