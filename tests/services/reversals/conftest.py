"""One shop for all tests of a module; every test buys as somebody else."""

from collections.abc import AsyncIterator

import pytest

from database.setup import Database
from services.identity.viewer import Viewer
from settings import Settings
from tests.support.shop import Shop, open_shop


@pytest.fixture(scope="module")
async def shop(database: Database, settings: Settings) -> AsyncIterator[Shop]:
    async with open_shop(database, settings) as shop:
        yield shop


@pytest.fixture
def viewer(shop: Shop) -> Viewer:
    return shop.someone()
