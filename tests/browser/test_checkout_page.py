"""Stripe's own page of Checkout as a person uses it: pay, decline, turn back, and tax as a line of its own."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.conftest import OpenPage, Watched
from tests.support.buyer import balance, eventually, only_purchase
from tests.support.graphql import GraphQLClient
from tests.support.server import LiveServer

pytestmark = pytest.mark.browser

START = """
mutation ($success: String!, $cancel: String!) {
  startCheckout(input: {
    packageId: "package_100k", quantity: 3, successUrl: $success, cancelUrl: $cancel, idempotencyKey: "buy"
  }) {
    __typename
    ... on CheckoutStarted { url }
  }
}
"""
PAYMENT = "{ purchases(first: 1) { edges { node { status tokens amount { formatted } tax { formatted } } } } }"


async def open_checkout(buyer: GraphQLClient, server: LiveServer, open_page: OpenPage) -> Watched:
    """The server's own /health stands for the shop's pages: it is at an origin to which payers may be sent."""
    addresses = {"success": f"{server.url}/health?paid={{CHECKOUT_SESSION_ID}}", "cancel": f"{server.url}/health?left"}
    started = (await buyer.execute(START, addresses))["startCheckout"]
    watched = await open_page()
    await watched.page.goto(started["url"])
    return watched


async def test_a_declined_payer_tries_again_by_keyboard_and_lands_in_the_shop(
    buyer: GraphQLClient, live_server: LiveServer, open_page: OpenPage
):
    watched = await open_checkout(buyer, live_server, open_page)
    page = watched.page
    await expect(page.get_by_role("heading", level=1)).to_have_text("Pay CN¥30.00 CNY")
    await expect(page.locator("#tax")).to_have_count(0)
    await watched.look("checkout")

    await page.get_by_role("button", name="Decline").click()
    await expect(page.get_by_role("status")).to_contain_text("Your card was declined. You can try again.")
    await eventually(lambda: only_purchase(buyer), lambda node: node["status"] == "FAILED")
    assert (await balance(buyer))["purchased"] == "0"
    await watched.look("declined")

    await watched.press_by_keyboard("Pay")
    await expect(page).to_have_url(re.compile(re.escape(live_server.url) + r"/health\?paid=cs_test_\w+$"))
    paid = await eventually(lambda: only_purchase(buyer), lambda node: node["status"] == "SUCCEEDED")
    assert (paid["tokens"], (await balance(buyer))["purchased"]) == ("300000", "300000")

    await page.go_back()
    await expect(page.get_by_role("status")).to_contain_text("Paid.")
    await expect(page.get_by_role("button", name="Pay")).to_have_count(0)
    await watched.look("paid")
    await page.get_by_role("link", name="Back to the shop").click()
    await expect(page).to_have_url(re.compile(r"/health\?paid="))
    assert watched.problems == []


async def test_whoever_turns_back_lands_in_the_shop_and_finds_the_page_again(
    buyer: GraphQLClient, live_server: LiveServer, open_page: OpenPage
):
    watched = await open_checkout(buyer, live_server, open_page)
    page, address = watched.page, watched.page.url
    await page.get_by_role("link", name="Cancel and go back to the shop").click()
    await expect(page).to_have_url(f"{live_server.url}/health?left")
    assert (await only_purchase(buyer))["status"] == "PENDING"
    assert (await balance(buyer))["purchased"] == "0"

    await page.goto(live_server.stripe_url)
    await watched.look("list")
    await page.get_by_role("link", name=f"Checkout {address[-8:]}").click()
    await expect(page).to_have_url(address)
    await expect(page.get_by_role("button", name="Pay")).to_be_visible()
    assert watched.problems == []


async def test_tax_is_a_line_of_its_own(shopper: GraphQLClient, shop_server: LiveServer, open_page: OpenPage):
    watched = await open_checkout(shopper, shop_server, open_page)
    page = watched.page
    await expect(page.get_by_role("heading", level=1)).to_have_text("Pay CN¥33.00 CNY")
    await expect(page.locator("#tax")).to_have_text("CN¥3.00 CNY")
    await watched.look("tax")
    await page.get_by_role("button", name="Pay").click()
    await expect(page).to_have_url(re.compile(r"/health\?paid="))
    await eventually(lambda: only_purchase(shopper), lambda node: node["status"] == "SUCCEEDED")
    [edge] = (await shopper.execute(PAYMENT))["purchases"]["edges"]
    assert edge["node"] == {
        "status": "SUCCEEDED",
        "tokens": "300000",
        "amount": {"formatted": "CN¥30.00"},
        "tax": {"formatted": "CN¥3.00"},
    }
    assert (await balance(shopper))["purchased"] == "300000"
