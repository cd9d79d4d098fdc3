"""An admin's day in GraphiQL, in a real browser: find a user, see usage, refund, adjust, suspend, read who did what."""

import json

import pytest
from playwright.async_api import Page, expect

from models.ids import new_id
from tests.browser.conftest import OpenPage, Watched, take_picture
from tests.browser.test_graphiql import graphiql, sign_in
from tests.browser.test_reversal_page import PURCHASE
from tests.support.buyer import eventually, only_purchase
from tests.support.graphql import GraphQLClient
from tests.support.server import LiveServer

__all__ = ["graphiql"]

pytestmark = [pytest.mark.browser, pytest.mark.node]

CHAT = """
mutation { chat(input: { message: "Hello", idempotencyKey: "hello" }) { ... on ChatCompleted { usage { cost } } } }
"""
PASTE = """text => {
    const pasted = new DataTransfer();
    pasted.setData("text/plain", text);
    const event = new ClipboardEvent("paste", { clipboardData: pasted, bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(event);
}"""


class Desk:
    """GraphiQL with an admin before it."""

    def __init__(self, page: Page) -> None:
        self._page = page

    async def run(self, operation: str, variables: dict[str, object], expected: str) -> str:
        """Open a ready-made operation, paste its variables over those that are there, run it, and read the answer."""
        page = self._page
        await page.get_by_label("Ready-made operations").select_option(operation)
        await page.get_by_role("region", name="Variables").locator(".view-lines").first.click()
        await page.keyboard.press("ControlOrMeta+A")
        await page.evaluate(PASTE, json.dumps(variables, indent=2))
        await page.get_by_role("button", name="Execute query").click()
        answer = page.get_by_role("region", name="Result Window")
        await expect(answer).to_contain_text(expected)
        await take_picture(page, operation)
        return (await answer.inner_text()).replace("\xa0", " ")


async def test_an_admin_finds_refunds_adjusts_suspends_and_reads_the_record(
    graphiql: Watched, open_page: OpenPage, live_server: LiveServer
) -> None:
    email = f"{new_id('ada')}@example.com"
    async with GraphQLClient(live_server.graphql_url) as ada:
        user_id = (await ada.register(email))["user"]["id"]
        cost = (await ada.execute(CHAT))["chat"]["usage"]["cost"]
        page = (await open_page()).page
        await page.goto((await ada.execute(PURCHASE))["purchase"]["paymentPageUrl"])
        await page.get_by_role("button", name="Pay").click()
        purchase = await eventually(lambda: only_purchase(ada), lambda node: node["status"] == "SUCCEEDED")
    await sign_in(graphiql.page, live_server)
    desk = Desk(graphiql.page)

    assert f'"cost": "{cost}"' in await desk.run("Users", {"first": 5, "search": email}, user_id)
    await desk.run("UserInFull", {"id": user_id}, '"welcome"')
    refund = {"paymentId": purchase["id"], "amount": None, "reason": "Bought by mistake", "key": new_id("key")}
    assert '"REFUNDED"' in await desk.run("RefundPayment", refund, "PaymentRefunded")
    grant = {"userId": user_id, "amount": "2500", "reason": "The outage", "key": new_id("key")}
    assert f'"available": "{12_500 - int(cost)}"' in await desk.run("GrantTokens", grant, "BalanceAdjusted")
    suspension = {"userId": user_id, "reason": "Sells accounts"}
    assert '"SUSPENDED"' in await desk.run("SuspendUser", suspension, "UserChanged")
    log = await desk.run("AuditLog", {"first": 5, "filter": {"targetId": user_id}}, "suspend_user")
    assert "Sells accounts" in log
    granted = {"first": 5, "filter": {"targetId": user_id, "action": "grant_tokens"}}
    assert "The outage" in await desk.run("AuditLog", granted, '"grant_tokens"')
    assert graphiql.problems == []
