"""A shop to whose webhook nothing is delivered unless a test delivers it."""

from collections.abc import AsyncIterator

import pytest

from database.setup import Database
from models.payment import Payment
from models.subscription_invoice import SubscriptionInvoice
from services.identity.viewer import Viewer
from settings import Settings
from tests.support.shop import Shop, open_shop


@pytest.fixture
async def shop(database: Database, settings: Settings) -> AsyncIterator[Shop]:
    """A new simulated Stripe for each test, which knows nothing of what other tests bought."""
    await Payment.find({}).delete()
    await SubscriptionInvoice.find({}).delete()
    async with open_shop(database, settings) as shop:
        await shop.control("/deliveries/hold")
        yield shop


@pytest.fixture
def viewer(shop: Shop) -> Viewer:
    return shop.someone()
