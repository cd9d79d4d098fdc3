"""Collects an invoice with the subscription's card, while its owner is away."""

from gateways.simulated.call import Call, Json
from gateways.simulated.errors import invalid_request
from gateways.simulated.resources.attempts import attempt
from gateways.simulated.resources.payment_methods import by_id

__all__ = ["charge_invoice"]


def charge_invoice(call: Call, subscription: Json, intent: Json) -> Json:
    """The PaymentIntent, paid; raises ApiError 402 when the bank refuses, 400 when there is no card."""
    card = subscription["default_payment_method"]
    if card is None:
        raise invalid_request("This customer has no attached payment source or default payment method.")
    method = by_id(call, card, param="default_payment_method", status=400)
    return attempt(call, intent, method, off_session=True, return_url=None)
