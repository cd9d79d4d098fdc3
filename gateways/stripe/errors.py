"""Turns the SDK's exceptions into ours, so that nothing above knows Stripe.

The SDK's exceptions keep the whole answer (client secrets too) in their arguments; none of them leaves this package.
"""

import stripe

from gateways.errors import GatewayError, GatewayRefusedError, GatewayUnavailableError

__all__ = ["UNEXPECTED_STATE", "translate"]

UNEXPECTED_STATE = "payment_intent_unexpected_state"
"""Stripe's code when a PaymentIntent is past what was asked (https://docs.stripe.com/error-codes)."""


def translate(error: stripe.StripeError) -> GatewayError:
    """GatewayUnavailableError for what a retry may mend, else GatewayRefusedError with Stripe's code and sentence."""
    if isinstance(error, stripe.AuthenticationError):
        return GatewayRefusedError("authentication_error", "Stripe does not accept this server's key.")
    if isinstance(error, stripe.PermissionError):
        return GatewayRefusedError("permission_error", "This server's Stripe key may not do that.")
    if isinstance(error, stripe.IdempotencyError):
        return GatewayRefusedError("idempotency_error", "This payment was already started with other details.")
    if isinstance(error, (stripe.CardError, stripe.InvalidRequestError)):
        return GatewayRefusedError(_code(error), error.user_message or "Stripe refused the payment.")
    return GatewayUnavailableError(f"Stripe gave no usable answer ({type(error).__name__}).")


def _code(error: stripe.CardError | stripe.InvalidRequestError) -> str:
    details = error.error
    decline_code = getattr(details, "decline_code", None) if details is not None else None
    return decline_code or error.code or "invalid_request_error"
