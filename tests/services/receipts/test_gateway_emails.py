"""A8: Stripe sends its own receipt to a buyer who has an e-mail address."""

from collections.abc import AsyncIterator

import pytest

from database.setup import Database
from models.payment import PaymentMethod
from services.identity.service import IdentityService
from services.payments import Payments
from settings import Settings
from tests.support.shop import Shop, open_shop


@pytest.fixture(scope="module")
async def shop(database: Database, settings: Settings) -> AsyncIterator[Shop]:
    async with open_shop(database, settings) as shop:
        yield shop


def identity_of(shop: Shop, settings: Settings) -> IdentityService:
    return IdentityService(settings=settings, clock=shop.clock, ledger=shop.ledger, signing_secret="s" * 32)


async def receipt_email(shop: Shop, settings: Settings, identity: IdentityService, user_id: str) -> str | None:
    """What Stripe has of a purchase of this user."""
    payments = Payments(
        settings=settings,
        clock=shop.clock,
        packages=shop.packages,
        ledger=shop.ledger,
        gateways=shop.gateways,
        receipt_email=identity.receipt_email,
    )
    account = await identity.profile(user_id)
    viewer = account.viewer("ses_1")
    started = await payments.purchase(
        viewer, "package_500k", PaymentMethod.CARD, f"key-{settings.stripe_receipt_emails}"
    )
    return (await shop.intent(started.payment.gateway_reference))["receipt_email"]


async def test_stripe_is_told_the_buyers_address_where_the_setting_says_so(shop, settings):
    silent = settings.model_copy(update={"stripe_receipt_emails": False})
    identity = identity_of(shop, settings)
    user_id = (await identity.register("ada@example.com", "correct horse battery", "Ada")).account.id
    assert await receipt_email(shop, settings, identity, user_id) == "ada@example.com"
    assert await receipt_email(shop, silent, identity_of(shop, silent), user_id) is None
    assert await identity.receipt_email("usr_gone") is None
    identity.close()
