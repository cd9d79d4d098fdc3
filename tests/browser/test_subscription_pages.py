"""A subscription as a person lives it: paid on the payment page, cancelled and resumed in the customer portal."""

import pytest
from playwright.async_api import expect

from models.ids import new_id
from tests.browser.conftest import OpenPage, take_picture
from tests.support.buyer import eventually
from tests.support.graphql import GraphQLClient
from tests.support.server import LiveServer

pytestmark = pytest.mark.browser

SUBSCRIBE = """
mutation {
  subscribe(input: { planId: "pro", idempotencyKey: "subscribe" }) {
    ... on SubscriptionStarted { paymentPageUrl }
  }
}
"""
SUBSCRIPTION = "{ subscription { status periodTokens cancelAtPeriodEnd } }"
PORTAL = """
mutation {
  createBillingPortalSession(input: { idempotencyKey: "portal" }) { ... on BillingPortalSession { url } }
}
"""


async def test_a_person_subscribes_cancels_and_resumes(live_server: LiveServer, open_page: OpenPage):
    async with GraphQLClient(live_server.graphql_url) as client:
        await client.register(f"{new_id('subscriber')}@example.com")

        async def shown():
            return (await client.execute(SUBSCRIPTION))["subscription"]

        watched = await open_page()
        await watched.page.goto((await client.execute(SUBSCRIBE))["subscribe"]["paymentPageUrl"])
        await watched.page.get_by_role("button", name="Pay").click()
        await expect(watched.page.get_by_role("status")).to_contain_text("Paid")
        paid = await eventually(shown, lambda now: now["status"] == "ACTIVE")
        assert paid["periodTokens"] == "1000000"

        await watched.page.goto((await client.execute(PORTAL))["createBillingPortalSession"]["url"])
        await take_picture(watched.page, "portal")
        await watched.page.get_by_role("button", name="Cancel at period end").click()
        await expect(watched.page.get_by_text("ends with its period")).to_be_visible()
        await eventually(shown, lambda now: now["cancelAtPeriodEnd"])
        await watched.page.get_by_role("button", name="Resume").click()
        await expect(watched.page.get_by_role("button", name="Cancel at period end")).to_be_visible()
        await eventually(shown, lambda now: not now["cancelAtPeriodEnd"])
        assert watched.problems == []
