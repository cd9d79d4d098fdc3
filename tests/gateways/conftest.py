from collections.abc import AsyncIterator, Iterator

import pytest
import stripe

from gateways.simulated.background import SimulatedStripe
from gateways.simulated.options import Options
from gateways.stripe.gateway import StripeGateway
from tests.gateways.receiver import Receiver
from tests.gateways.support import WEBHOOK_SECRET


@pytest.fixture(scope="session")
def listening_receiver() -> Iterator[Receiver]:
    receiver = Receiver().start()
    yield receiver
    receiver.stop()


@pytest.fixture
def receiver(listening_receiver: Receiver) -> Receiver:
    """Empty for each test; a simulator of an earlier test has stopped sending by then."""
    listening_receiver.answers.clear()
    listening_receiver.received.clear()
    return listening_receiver


@pytest.fixture
def simulated(receiver: Receiver) -> Iterator[SimulatedStripe]:
    """A simulated Stripe whose webhooks go to `receiver`."""
    options = Options(webhook_url=receiver.url, webhook_secret=WEBHOOK_SECRET, retry_seconds=0.05)
    with SimulatedStripe(options) as simulated:
        yield simulated


@pytest.fixture
async def sdk(simulated: SimulatedStripe) -> AsyncIterator[stripe.StripeClient]:
    """Stripe's own SDK, pointed at the simulated server."""
    http_client = stripe.HTTPXClient(timeout=10)
    yield stripe.StripeClient(simulated.secret_key, base_addresses={"api": simulated.api_base}, http_client=http_client)
    await http_client.close_async()


@pytest.fixture
async def gateway(simulated: SimulatedStripe) -> AsyncIterator[StripeGateway]:
    gateway = StripeGateway(
        secret_key=simulated.secret_key,
        publishable_key=simulated.publishable_key,
        webhook_secret=simulated.webhook_secret,
        api_base=simulated.api_base,
        timeout_seconds=10,
        simulated=True,
    )
    yield gateway
    await gateway.close()
