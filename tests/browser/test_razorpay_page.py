"""The simulated Razorpay's page as a person uses it: fail, pay, and give the money back in parts."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import OpenPage
from tests.support.buyer import balance, eventually, only_purchase
from tests.support.graphql import GraphQLClient

pytestmark = pytest.mark.browser

PURCHASE = """
mutation {
  purchase(input: { packageId: "rupees", paymentMethod: UPI, idempotencyKey: "buy" }) {
    ... on PurchaseStarted { paymentPageUrl }
  }
}
"""


async def test_an_order_fails_is_paid_and_is_refunded_in_parts(shopper: GraphQLClient, open_page: OpenPage):
    started = (await shopper.execute(PURCHASE))["purchase"]
    watched = await open_page()
    page = watched.page
    outcome = page.get_by_role("status")

    async def becomes(status: str, purchased: int) -> None:
        await eventually(lambda: only_purchase(shopper), lambda node: node["status"] == status)
        await eventually(lambda: balance(shopper), lambda now: now["purchased"] == str(purchased))

    async def press(name: str) -> None:
        await page.get_by_role("button", name=name).click()

    await page.goto(started["paymentPageUrl"])
    await expect(page.get_by_role("heading", level=1)).to_have_text("Pay ₹499.00 INR")
    await watched.look("order")
    await page.get_by_label("UPI").check()
    await press("Decline")
    await expect(outcome).to_contain_text("Your payment was declined by the bank.")
    await watched.look("declined")
    await becomes("FAILED", 0)

    await watched.press_by_keyboard("Pay")
    await expect(outcome).to_contain_text("Paid.")
    await watched.look("paid")
    await becomes("SUCCEEDED", 5_000)

    await page.get_by_label("Amount").fill("500")
    await press("Refund")
    await expect(page.get_by_text("greater than the refund payment amount")).to_be_visible()
    await watched.look("too-much")
    await page.get_by_role("link", name="Back, to try again").click()
    await page.get_by_label("Amount").fill("199.60")
    await press("Refund")
    await expect(outcome).to_contain_text("Refunded: ₹199.60 INR.")
    await becomes("PARTIALLY_REFUNDED", 3_000)
    await press("Refund")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Refunded")
    await watched.look("refunded")
    await becomes("REFUNDED", 0)
    await expect(page.get_by_role("button")).to_have_count(0)
    assert all("400" in problem for problem in watched.problems)  # the amount that was too large
