"""One simulated Stripe in the driver, for all servers of a row."""

from collections.abc import Iterator
from contextlib import contextmanager

from database.client import connect
from database.setup import set_up
from gateways.simulated.background import SimulatedStripe
from gateways.simulated.options import Options
from services.catalog.packages import load_catalog
from services.clock import system_clock
from services.promotions.definition import PromoDefinition
from services.promotions.service import Promotions
from settings import Settings
from tests.faults.stage import Stage

__all__ = ["WEBHOOK_SECRET", "make_promo_code", "shared_stripe"]

WEBHOOK_SECRET = "whsec_of_the_run"


async def make_promo_code(stage: Stage, definition: PromoDefinition) -> None:
    """As `tokentill admin create-promo-code` does beside the servers."""
    settings = Settings(mongodb_uri=stage.uri, mongodb_database=stage.name)
    async with connect(settings) as client:
        await set_up(client[settings.mongodb_database])
        await Promotions(system_clock, load_catalog()).create("faults", definition)


@contextmanager
def shared_stripe(webhook_url: str | None = None) -> Iterator[dict[str, str]]:
    """What servers need to use it. Without an address no webhooks are sent."""
    with SimulatedStripe(Options(webhook_url=webhook_url, webhook_secret=WEBHOOK_SECRET)) as stripe:
        yield {
            "STRIPE_SECRET_KEY": stripe.secret_key,
            "STRIPE_PUBLISHABLE_KEY": stripe.publishable_key,
            "STRIPE_WEBHOOK_SECRET": stripe.webhook_secret,
            "STRIPE_API_BASE": stripe.api_base,
        }
