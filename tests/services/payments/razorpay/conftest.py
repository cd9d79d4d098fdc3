"""One shop for all tests of a module; every test buys as somebody else."""

from collections.abc import AsyncIterator

import pytest

from database.setup import Database
from models.ids import new_id
from models.payment import PaymentMethod
from services.identity.viewer import Viewer
from services.payments.order import PurchaseOptions
from services.promotions.definition import PromoDefinition
from services.promotions.service import Promotions
from settings import Settings
from tests.support.razorpay_shop import RazorpayShop, open_razorpay_shop


@pytest.fixture(scope="module")
async def shop(database: Database, settings: Settings) -> AsyncIterator[RazorpayShop]:
    async with open_razorpay_shop(database, settings) as shop:
        yield shop


@pytest.fixture
def viewer(shop: RazorpayShop) -> Viewer:
    return shop.someone()


@pytest.fixture
async def buy(shop, viewer):
    """Buy with a code that a user may have once, and that halves the price."""
    promotions = Promotions(shop.clock, shop.packages)
    code = (await promotions.create("usr_admin", PromoDefinition(code=new_id("C").upper()[:30], percent=50))).code

    async def start():
        options = PurchaseOptions(promo_code=code)
        return (
            await shop.payments.purchase(viewer, "rupees", PaymentMethod.UPI, new_id("key"), "INR", options)
        ).payment

    return start
