"""One simulated Stripe in the driver, for all servers of a row."""

from collections.abc import Iterator
from contextlib import contextmanager

from gateways.simulated.background import SimulatedStripe
from gateways.simulated.options import Options

__all__ = ["shared_stripe"]


@contextmanager
def shared_stripe(webhook_url: str | None = None) -> Iterator[dict[str, str]]:
    """What servers need to use it. Without an address no webhooks are sent."""
    with SimulatedStripe(Options(webhook_url=webhook_url, webhook_secret="whsec_of_the_run")) as stripe:
        yield {
            "STRIPE_SECRET_KEY": stripe.secret_key,
            "STRIPE_PUBLISHABLE_KEY": stripe.publishable_key,
            "STRIPE_WEBHOOK_SECRET": stripe.webhook_secret,
            "STRIPE_API_BASE": stripe.api_base,
        }
