"""The whole server's services in this process, with a simulated Stripe, and the schema over them."""

from collections.abc import AsyncIterator, Iterator

import pytest

from gateways.simulated.background import SimulatedStripe
from gateways.simulated.options import Options
from server.container import Container
from settings import Settings
from tests.resolvers.permissions.people import Api, Person, open_api
from tests.support.schema import whole_schema


@pytest.fixture(scope="module")
def stripe() -> Iterator[SimulatedStripe]:
    with SimulatedStripe(Options()) as stripe:
        yield stripe


@pytest.fixture(scope="module")
async def api(settings: Settings, stripe: SimulatedStripe) -> AsyncIterator[Api]:
    """Nothing runs by itself: no sweeper changes what a test sees."""
    container = Container(settings.model_copy(update={"stripe_api_base": stripe.api_base}))
    async with container.connected():
        async with open_api(whole_schema(), container.services, container.settings) as api:
            yield api
        services = container.services
        await services.chat.stop(5)
        await services.balance_feed.stop()
        await services.conversation_feed.stop()
        await services.model_catalog.close()
        await container.client.drop_database(container.database)


@pytest.fixture(scope="module")
async def callers(api: Api) -> dict[str, Person]:
    return await api.callers()
