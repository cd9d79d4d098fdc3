"""The simulated Stripe's page as a person uses it: the press of a button ends in the balance, or in FAILED."""

from urllib.parse import urlsplit

import pytest
from playwright.async_api import expect

from tests.browser.conftest import OpenPage, Watched
from tests.support.buyer import balance, eventually, only_purchase
from tests.support.graphql import GraphQLClient
from tests.support.server import LiveServer

pytestmark = pytest.mark.browser

PURCHASE = """
mutation Purchase($method: PaymentMethod!) {
  purchase(input: { packageId: "package_100k", paymentMethod: $method, idempotencyKey: "buy" }) {
    __typename
    ... on PurchaseStarted { paymentPageUrl }
  }
}
"""
TAXED_PURCHASE = """
mutation Purchase($packageId: ID!, $method: PaymentMethod!, $key: String!, $address: BillingAddressInput) {
  purchase(input: {
    packageId: $packageId, paymentMethod: $method, idempotencyKey: $key, billingAddress: $address
  }) {
    __typename
    ... on PurchaseStarted { paymentPageUrl payment { tax { formatted } total { formatted } } }
  }
}
"""


async def open_payment(buyer: GraphQLClient, method: str, open_page: OpenPage) -> Watched:
    started = (await buyer.execute(PURCHASE, {"method": method}))["purchase"]
    watched = await open_page()
    await watched.page.goto(started["paymentPageUrl"])
    return watched


@pytest.mark.parametrize("method", ["CARD", "ALIPAY", "WECHAT_PAY", "GOOGLE_PAY"])
async def test_pay_raises_the_balance_once(
    buyer: GraphQLClient, open_page: OpenPage, live_server: LiveServer, method: str
):
    watched = await open_payment(buyer, method, open_page)
    await expect(watched.page.get_by_text("no money moves")).to_be_visible()
    await watched.page.get_by_role("button", name="Pay").click()
    await expect(watched.page.get_by_role("status")).to_contain_text("Paid")
    purchase = await eventually(lambda: only_purchase(buyer), lambda node: node["status"] == "SUCCEEDED")
    assert (purchase["tokens"], (await balance(buyer))["purchased"]) == ("100000", "100000")
    await watched.page.reload()
    await expect(watched.page.get_by_role("button", name="Pay")).to_have_count(0)
    assert watched.hosts == {urlsplit(live_server.stripe_url).netloc}
    assert watched.problems == []


@pytest.mark.parametrize("method", ["CARD", "ALIPAY"])
async def test_decline_fails_the_payment_and_it_can_be_paid_after_all(
    buyer: GraphQLClient, open_page: OpenPage, method: str
):
    watched = await open_payment(buyer, method, open_page)
    await watched.page.get_by_role("button", name="Decline").click()
    await expect(watched.page.get_by_role("status")).to_contain_text("Declined")
    purchase = await eventually(lambda: only_purchase(buyer), lambda node: node["status"] == "FAILED")
    assert purchase["failureReason"]
    assert (await balance(buyer))["purchased"] == "0"
    await watched.page.get_by_role("button", name="Pay").click()
    await eventually(lambda: only_purchase(buyer), lambda node: node["status"] == "SUCCEEDED")
    assert (await balance(buyer))["purchased"] == "100000"


async def test_a_taxed_purchase_tells_its_tax_and_is_paid_with_it(shopper: GraphQLClient, open_page: OpenPage):
    """By a server with AUTOMATIC_TAX."""
    variables = {"packageId": "package_100k", "method": "CARD", "key": "buy", "address": {"country": "DE"}}
    started = (await shopper.execute(TAXED_PURCHASE, variables))["purchase"]
    assert started["payment"] == {"tax": {"formatted": "CN¥1.00"}, "total": {"formatted": "CN¥11.00"}}
    watched = await open_page()
    await watched.page.goto(started["paymentPageUrl"])
    await expect(watched.page.get_by_role("heading", level=1)).to_have_text("Pay CN¥11.00 CNY")
    await expect(watched.page.locator("#tax")).to_have_text("CN¥1.00 CNY")
    await watched.page.get_by_role("button", name="Pay").click()
    await eventually(lambda: only_purchase(shopper), lambda node: node["status"] == "SUCCEEDED")
    assert (await balance(shopper))["purchased"] == "100000"
    assert watched.problems == []
