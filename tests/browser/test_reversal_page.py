"""Refunds and disputes on the simulated Stripe's page, as a person makes them: the tokens follow the money."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import OpenPage
from tests.support.buyer import balance, eventually, only_purchase
from tests.support.graphql import GraphQLClient

pytestmark = pytest.mark.browser

PURCHASE = """
mutation {
  purchase(input: { packageId: "package_100k", paymentMethod: CARD, idempotencyKey: "buy" }) {
    ... on PurchaseStarted { paymentPageUrl }
  }
}
"""


async def test_refund_in_part_that_fails_and_a_dispute_that_is_lost(buyer: GraphQLClient, open_page: OpenPage):
    started = (await buyer.execute(PURCHASE))["purchase"]
    watched = await open_page()
    page = watched.page

    async def press(name: str) -> None:
        await page.get_by_role("button", name=name).click()

    async def becomes(status: str, purchased: int) -> None:
        await eventually(lambda: only_purchase(buyer), lambda node: node["status"] == status)
        await eventually(lambda: balance(buyer), lambda found: found["purchased"] == str(purchased))

    await page.goto(started["paymentPageUrl"])
    await press("Pay")
    await becomes("SUCCEEDED", 100_000)

    await page.get_by_label("Amount").fill("2.50")
    await press("Refund")
    await expect(page.get_by_role("cell", name="2.50 CNY")).to_be_visible()
    await becomes("PARTIALLY_REFUNDED", 75_000)
    await press("It fails")
    await expect(page.get_by_role("cell", name="failed", exact=True)).to_be_visible()
    await becomes("SUCCEEDED", 100_000)

    await press("Dispute at the bank")
    await expect(page.get_by_role("cell", name="10.00 CNY")).to_be_visible()
    await watched.look("disputed")
    await eventually(lambda: only_purchase(buyer), lambda node: node["status"] == "DISPUTED")
    await press("The shop loses")
    await expect(page.get_by_role("cell", name="lost", exact=True)).to_be_visible()
    await becomes("DISPUTED", 0)
    assert watched.problems == []


async def test_an_amount_that_cannot_go_back_is_told_in_a_sentence(buyer: GraphQLClient, open_page: OpenPage):
    started = (await buyer.execute(PURCHASE))["purchase"]
    page = (await open_page()).page
    await page.goto(started["paymentPageUrl"])
    await page.get_by_role("button", name="Pay").click()
    await page.get_by_label("Amount").fill("999")
    await page.get_by_role("button", name="Refund").click()
    await expect(page.get_by_text("greater than unrefunded amount")).to_be_visible()
    await page.get_by_role("link", name="Back, to try again").click()
    await expect(page.get_by_role("button", name="Refund")).to_be_visible()
    purchase = await eventually(lambda: only_purchase(buyer), lambda node: node["status"] == "SUCCEEDED")
    assert purchase["tokens"] == "100000"
