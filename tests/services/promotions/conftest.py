"""A shop whose first purchases are discounted and whose referrals are rewarded, and two servers of it."""

from collections.abc import AsyncIterator

import pytest

from database.setup import Database
from models.ids import new_id
from models.payment import Payment, PaymentMethod
from models.user import User
from services.identity.viewer import Viewer
from services.payments import Payments
from services.payments.order import PurchaseOptions
from services.promotions.definition import PromoDefinition, PromoLimits
from services.promotions.service import Promotions
from settings import Settings
from tests.support.shop import Shop, open_shop

CARD = PaymentMethod.CARD


@pytest.fixture(scope="module")
def first_purchase_percent() -> int:
    """Off; a module that wants it says so."""
    return 0


@pytest.fixture(scope="module")
def promoting(settings: Settings, first_purchase_percent: int) -> Settings:
    return settings.model_copy(
        update={
            "first_purchase_discount_percent": first_purchase_percent,
            "referral_referrer_tokens": 700,
            "referral_referred_tokens": 300,
        }
    )


@pytest.fixture(scope="module")
async def shop(database: Database, promoting: Settings) -> AsyncIterator[Shop]:
    async with open_shop(database, promoting) as shop:
        yield shop


@pytest.fixture
def viewer(shop: Shop) -> Viewer:
    return shop.someone()


@pytest.fixture
def servers(shop: Shop, promoting: Settings) -> list[Payments]:
    """Two servers on one database."""
    parts = {"clock": shop.clock, "packages": shop.packages, "ledger": shop.ledger, "gateways": shop.gateways}
    return [Payments(settings=promoting, **parts) for _ in range(2)]


@pytest.fixture
def promotions(shop: Shop) -> Promotions:
    return Promotions(shop.clock, shop.packages)


@pytest.fixture
def code(promotions: Promotions):
    """Make a promo code of a name of its own: `await code(percent=10, total_cap=3)`; its name."""

    async def make(*, percent=None, amounts=None, bonus_tokens=None, **limits) -> str:
        definition = PromoDefinition(
            code=new_id("C").upper()[:30],
            percent=percent,
            amounts=amounts or {},
            bonus_tokens=bonus_tokens,
            limits=PromoLimits(**limits),
        )
        return (await promotions.create("usr_admin", definition)).code

    return make


@pytest.fixture
def buy(shop: Shop):
    """Start a purchase: `await buy(viewer, "package_500k", promo_code="X")`; the payment."""

    async def start(viewer, package="package_500k", *, server=None, key=None, **options) -> Payment:
        payments = server or shop.payments
        started = await payments.purchase(viewer, package, CARD, key or new_id("key"), None, PurchaseOptions(**options))
        return started.payment

    return start


@pytest.fixture
def registered(shop: Shop):
    """A user that is stored: `await registered(referred_by=...)`, as a viewer."""

    async def make(**fields) -> Viewer:
        someone = shop.someone()
        user = User(
            id=someone.user_id,
            email=f"{someone.user_id}@example.com",
            name="Ada",
            password_hash="",
            wallet_id=someone.wallet_id,
            welcome_granted=True,
            created_at=shop.clock(),
            **fields,
        )
        await user.insert()
        return someone

    return make
