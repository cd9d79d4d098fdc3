"""A card saved on Stripe's page, and charged when the balance falls; or not, where its bank asks for the owner."""

from typing import Any

import pytest
from playwright.async_api import expect

from tests.acceptance.operations import OPERATIONS
from tests.browser.conftest import OpenPage, Watched
from tests.support.buyer import balance, eventually, only_purchase
from tests.support.graphql import GraphQLClient

pytestmark = pytest.mark.browser

START = """
mutation ($key: String!) {
  startCardSetup(input: { consent: true, idempotencyKey: $key }) { ... on CardSetupStarted { pageUrl } }
}
"""
CARDS = "{ savedCards { id brand last4 } }"
TOP_UP = """
mutation ($card: ID!, $threshold: BigInt!, $key: String!) {
  setAutoTopUp(input: {
    enabled: true, thresholdTokens: $threshold, packageId: "package_100k", savedCardId: $card, consent: true,
    monthlyCap: { amount: 2500, currency: "CNY" }, idempotencyKey: $key
  }) { ... on AutoTopUpSaved { autoTopUp { state } } }
}
"""
STATE = "{ autoTopUp { state reason charging spentThisMonth { formatted } } }"


async def open_setup(buyer: GraphQLClient, watched: Watched, key: str) -> None:
    page_url = (await buyer.execute(START, {"key": key}))["startCardSetup"]["pageUrl"]
    await watched.page.goto(page_url)


async def save(buyer: GraphQLClient, watched: Watched, last4: str) -> dict[str, Any]:
    """Save the test card with these digits on the page that is open."""
    await watched.page.get_by_label(f"Visa ending in {last4}").check()
    await watched.page.get_by_role("button", name="Save the card").click()
    await expect(watched.page.get_by_role("status")).to_contain_text(f"Visa ending in {last4} can now be charged")
    cards = (await buyer.execute(CARDS))["savedCards"]
    return next(card for card in cards if card["last4"] == last4)


async def top_up(buyer: GraphQLClient, card: dict[str, Any], threshold: int, key: str) -> None:
    terms = {"card": card["id"], "threshold": str(threshold), "key": key}
    saved = (await buyer.execute(TOP_UP, terms))["setAutoTopUp"]
    assert saved["autoTopUp"]["state"] == "ACTIVE"


async def state(buyer: GraphQLClient) -> dict[str, Any]:
    return (await buyer.execute(STATE))["autoTopUp"]


async def test_a_saved_card_is_charged_when_the_balance_falls(buyer: GraphQLClient, open_page: OpenPage):
    watched = await open_page()
    await open_setup(buyer, watched, "card")
    await watched.look("setup")
    await watched.page.get_by_role("button", name="Decline").click()
    await expect(watched.page.get_by_role("status")).to_contain_text("You can try again.")
    await watched.look("declined")
    assert (await buyer.execute(CARDS))["savedCards"] == []

    card = await save(buyer, watched, "4242")
    await watched.look("saved")
    assert (card["brand"], card["last4"]) == ("visa", "4242")
    await watched.page.reload()
    await expect(watched.page.get_by_role("button")).to_have_count(0)

    before = await balance(buyer)
    assert before["purchased"] == "0"
    await top_up(buyer, card, int(before["available"]), "top-up")
    said = (await buyer.execute(OPERATIONS["Chat"], {"message": "Hello", "key": "chat"}))["chat"]
    assert said["__typename"] == "ChatCompleted"
    bought = await eventually(
        lambda: buyer.execute(STATE), lambda now: now["autoTopUp"]["spentThisMonth"]["formatted"] == "CN¥10.00"
    )
    assert (bought["autoTopUp"]["state"], bought["autoTopUp"]["reason"]) == ("ACTIVE", None)
    await eventually(lambda: balance(buyer), lambda now: now["purchased"] == "100000")
    purchase = await only_purchase(buyer)
    assert (purchase["status"], purchase["amount"]) == ("SUCCEEDED", {"amount": "1000", "currency": "CNY"})
    assert watched.problems == []


async def test_a_bank_that_asks_for_the_owner_stops_top_ups_until_another_card_is_saved(
    buyer: GraphQLClient, open_page: OpenPage
):
    watched = await open_page()
    await open_setup(buyer, watched, "first")
    asking = await save(buyer, watched, "3184")
    threshold = int((await balance(buyer))["available"]) + 1
    await top_up(buyer, asking, threshold, "first")
    stopped = await eventually(lambda: state(buyer), lambda now: now["state"] == "NEEDS_AUTHENTICATION")
    assert (stopped["reason"], stopped["charging"]) == ("AUTHENTICATION_REQUIRED", False)
    assert stopped["spentThisMonth"]["formatted"] == "CN¥0.00"
    assert (await only_purchase(buyer))["status"] == "CANCELLED"

    await open_setup(buyer, watched, "second")
    await top_up(buyer, await save(buyer, watched, "4242"), threshold, "second")
    await eventually(lambda: balance(buyer), lambda now: now["purchased"] == "100000")
    assert (await state(buyer))["state"] == "ACTIVE"
    assert watched.problems == []
