"""A promo code and a gift, paid on the page: it shows what is really charged, and the tokens go where they belong."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import expect

from models.ids import new_id
from tests.browser.conftest import OpenPage
from tests.support.buyer import balance, eventually, only_purchase
from tests.support.graphql import GraphQLClient
from tests.support.server import LiveServer

pytestmark = pytest.mark.browser

CREATE = """
mutation ($code: String!) {
  createPromoCode(input: { code: $code, percent: 15 }) { ... on PromoCodeCreated { promoCode { name } } }
}
"""
PURCHASE = """
mutation ($code: String, $receiver: String) {
  purchase(input: {
    packageId: "package_500k", paymentMethod: CARD, idempotencyKey: "buy",
    promoCode: $code, giftTo: $receiver, giftMessage: null
  }) {
    __typename
    ... on PurchaseStarted { paymentPageUrl payment { subtotal { formatted } amount { formatted } } }
  }
}
"""
GIFT = PURCHASE.replace("giftMessage: null", 'giftMessage: "Happy birthday"')
GIFTS = "{ gifts(first: 5) { edges { node { tokens message giverName } } } }"


@pytest.fixture
async def code(live_server: LiveServer) -> str:
    """A promo code of 15% that an admin has just made."""
    async with GraphQLClient(live_server.graphql_url) as admin:
        await admin.login(live_server.admin_email, live_server.admin_password)
        made = await admin.execute(CREATE, {"code": f"CODE-{new_id('x')[-12:]}"})
        return made["createPromoCode"]["promoCode"]["name"]


@pytest.fixture
async def receiver(live_server: LiveServer) -> AsyncIterator[GraphQLClient]:
    async with GraphQLClient(live_server.graphql_url) as client:
        await client.register(f"{new_id('receiver')}@example.com")
        yield client


async def test_the_page_asks_for_the_discounted_amount(buyer: GraphQLClient, code: str, open_page: OpenPage):
    started = (await buyer.execute(PURCHASE, {"code": code}))["purchase"]
    assert started["payment"] == {"subtotal": {"formatted": "CN¥35.00"}, "amount": {"formatted": "CN¥29.75"}}
    watched = await open_page()
    await watched.page.goto(started["paymentPageUrl"])
    await expect(watched.page.get_by_role("heading", level=1)).to_have_text("Pay CN¥29.75 CNY")
    await watched.look("promo")
    await watched.press_by_keyboard("Pay")
    await expect(watched.page.get_by_role("status")).to_contain_text("Paid")
    await watched.look("promo-paid")
    await eventually(lambda: only_purchase(buyer), lambda node: node["status"] == "SUCCEEDED")
    assert (await balance(buyer))["purchased"] == "500000"
    assert watched.problems == []


async def test_a_gift_raises_the_receivers_balance_and_not_the_givers(
    buyer: GraphQLClient, receiver: GraphQLClient, code: str, open_page: OpenPage
):
    email = (await receiver.execute("{ me { email } }"))["me"]["email"]
    started = (await buyer.execute(GIFT, {"code": code, "receiver": email}))["purchase"]
    watched = await open_page()
    await watched.page.goto(started["paymentPageUrl"])
    await expect(watched.page.get_by_role("heading", level=1)).to_have_text("Pay CN¥29.75 CNY")
    assert email not in await watched.page.content()
    await watched.look("gift")
    await watched.page.get_by_role("button", name="Pay").click()
    await eventually(lambda: balance(receiver), lambda now: now["purchased"] == "500000")
    [edge] = (await receiver.execute(GIFTS))["gifts"]["edges"]
    assert edge["node"] == {"tokens": "500000", "message": "Happy birthday", "giverName": "Ada"}
    assert (await balance(buyer))["purchased"] == "0"
