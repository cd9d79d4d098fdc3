"""One shop for all tests of a module; every test buys as somebody else."""

from collections.abc import AsyncIterator

import pytest

from database.setup import Database
from models.ids import new_id
from models.user import Role
from services.admin.actions import AdminActions
from services.identity.viewer import Viewer
from services.reviews import Reviews
from services.reviews.effects import ReviewEffects
from settings import Settings
from tests.support.shop import Shop, open_shop


@pytest.fixture(scope="module")
async def shop(database: Database, settings: Settings) -> AsyncIterator[Shop]:
    async with open_shop(database, settings) as shop:
        yield shop


@pytest.fixture
def viewer(shop: Shop) -> Viewer:
    return shop.someone()


@pytest.fixture
def admin() -> Viewer:
    return Viewer(new_id("usr"), new_id("wal"), Role.ADMIN, new_id("ses"))


@pytest.fixture
def reviews(shop: Shop) -> Reviews:
    effects = ReviewEffects(shop.payments, shop.reversals)
    return Reviews(effects, AdminActions(shop.clock), shop.clock)
