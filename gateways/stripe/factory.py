"""Builds the gateway from the settings."""

from dataclasses import dataclass, field

from gateways.stripe.gateway import StripeGateway
from settings import Settings

__all__ = ["StripeConnection", "create_stripe_gateway"]


@dataclass(frozen=True, slots=True)
class StripeConnection:
    """Where a simulated Stripe listens and what it accepts."""

    api_base: str
    secret_key: str = field(repr=False)
    publishable_key: str
    webhook_secret: str = field(repr=False)


def create_stripe_gateway(settings: Settings, *, simulated: StripeConnection | None = None) -> StripeGateway:
    """Stripe by its settings; with no key set, the `simulated` one.

    Raises ValueError when neither is there, when a simulated one is given in production, or when the two keys are of
    different modes (one live, one test).
    """
    if not settings.uses_simulated_stripe:
        return _create_real(settings)
    if simulated is None:
        raise ValueError("STRIPE_SECRET_KEY is not set and there is no simulated Stripe")
    if settings.is_production:
        raise ValueError("the simulated Stripe is refused in production")
    return StripeGateway(
        secret_key=simulated.secret_key,
        publishable_key=simulated.publishable_key,
        webhook_secret=simulated.webhook_secret,
        api_base=simulated.api_base,
        timeout_seconds=settings.stripe_timeout_seconds,
        simulated=True,
    )


def _create_real(settings: Settings) -> StripeGateway:
    secret_key, publishable_key = settings.stripe_secret_key, settings.stripe_publishable_key
    webhook_secret = settings.stripe_webhook_secret
    if secret_key is None or publishable_key is None or webhook_secret is None:
        raise ValueError("STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY and STRIPE_WEBHOOK_SECRET go together")
    if ("_live_" in secret_key.get_secret_value()) != ("_live_" in publishable_key):
        raise ValueError("STRIPE_SECRET_KEY and STRIPE_PUBLISHABLE_KEY are of different modes")
    return StripeGateway(
        secret_key=secret_key.get_secret_value(),
        publishable_key=publishable_key,
        webhook_secret=webhook_secret.get_secret_value(),
        api_base=settings.stripe_api_base,
        timeout_seconds=settings.stripe_timeout_seconds,
    )
