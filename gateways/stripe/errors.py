"""Turns the SDK's exceptions into ours, so that nothing above knows Stripe.

The SDK's exceptions keep the whole answer (client secrets too) in their arguments; none of them leaves this package.
"""

import stripe

from gateways.errors import GatewayError, GatewayRefusedError, GatewayUnavailableError, PaymentUnknownError

__all__ = ["UNEXPECTED_STATE", "is_key_refused", "translate"]

_MISSING = "resource_missing"
_KEY_IN_USE = "idempotency_key_in_use"
"""Of a 409 (https://docs.stripe.com/error-low-level#idempotency)."""

UNEXPECTED_STATE = "payment_intent_unexpected_state"
"""Stripe's code when a PaymentIntent is past what was asked (https://docs.stripe.com/error-codes)."""


def translate(error: stripe.StripeError) -> GatewayError:
    """GatewayUnavailableError for what a retry may mend, else GatewayRefusedError with Stripe's code and sentence."""
    if is_key_refused(error):
        # It says nothing about the payment, and is over once the key is right again.
        return GatewayUnavailableError("Stripe does not accept this server's key for that.")
    if error.code == _KEY_IN_USE:
        # Another call with the same key is under way, and what it does is not known yet.
        return GatewayUnavailableError("Stripe is still busy with the same call.")
    if isinstance(error, stripe.IdempotencyError):
        # The call that was made first may have had its effect, so this one has not failed: the payer may have changed
        # the address for receipts since, for instance.
        return GatewayUnavailableError("Stripe has had this call with other details; what came of it is not known.")
    if isinstance(error, (stripe.CardError, stripe.InvalidRequestError)):
        sentence = error.user_message or "Stripe refused the payment."
        if error.code == _MISSING:
            return PaymentUnknownError(_MISSING, sentence)
        return GatewayRefusedError(_code(error), sentence)
    return GatewayUnavailableError(f"Stripe gave no usable answer ({type(error).__name__}).")


def is_key_refused(error: stripe.StripeError) -> bool:
    """Whether Stripe does not accept our key, or not for this call: a fault of this server's settings."""
    return isinstance(error, stripe.AuthenticationError | stripe.PermissionError)


def _code(error: stripe.CardError | stripe.InvalidRequestError) -> str:
    details = error.error
    decline_code = getattr(details, "decline_code", None) if details is not None else None
    return decline_code or error.code or "invalid_request_error"
