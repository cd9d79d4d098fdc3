"""The administration in the web client: what an admin finds, changes and reads there, and that nobody else does."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import Page, Request, Route, expect

from models.ids import new_id
from tests.browser.web.conftest import Visit, Visitor
from tests.support.buyer import balance, eventually, only_purchase
from tests.support.graphql import GraphQLClient
from tests.support.server import LiveServer

pytestmark = pytest.mark.browser

CHAT = """
mutation { chat(input: { message: "Hello", idempotencyKey: "hello" }) { ... on ChatCompleted { usage { cost } } } }
"""
PURCHASE = """
mutation {
  purchase(input: { packageId: "package_100k", paymentMethod: CARD, idempotencyKey: "buy" }) {
    ... on PurchaseStarted { payment { gatewayReference } clientSecret publishableKey }
  }
}
"""


class Ada:
    """A user whom the admin looks after."""

    def __init__(self, client: GraphQLClient, server: LiveServer) -> None:
        self.client = client
        self.server = server
        self.email = f"{new_id('ada')}@example.com"
        self.id = ""

    async def sign_up(self) -> None:
        self.id = (await self.client.register(self.email))["user"]["id"]

    async def buy(self) -> None:
        """100,000 tokens for CN¥10.00, paid as Stripe's own library would."""
        started = (await self.client.execute(PURCHASE))["purchase"]
        async with httpx.AsyncClient() as http:
            await http.post(
                f"{self.server.stripe_url}/v1/payment_intents/{started['payment']['gatewayReference']}/confirm",
                auth=(started["publishableKey"], ""),
                data={"client_secret": started["clientSecret"], "payment_method": "pm_card_visa"},
            )
        await eventually(lambda: only_purchase(self.client), lambda node: node["status"] == "SUCCEEDED")

    async def available(self) -> str:
        return (await balance(self.client))["available"]


@pytest.fixture
async def ada(live_server: LiveServer):
    async with GraphQLClient(live_server.graphql_url) as client:
        ada = Ada(client, live_server)
        await ada.sign_up()
        yield ada


async def act(page: Page, name: str, fields: dict[str, str]) -> None:
    """Open the dialog of this name, fill its fields in, and confirm."""
    await page.get_by_role("button", name=name, exact=True).first.click()
    dialog = page.get_by_role("dialog", name=name)
    for label, text in fields.items():
        await dialog.get_by_label(label, exact=False).fill(text)
    await dialog.get_by_role("button", name=name, exact=True).click()


async def done(page: Page) -> None:
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def status_of(admin: Visitor, user_id: str) -> dict[str, Any]:
    found = await admin.ask("query ($id: ID!) { user(id: $id) { status role } }", id=user_id)
    user: dict[str, Any] = found["user"]
    return user


async def test_an_admin_finds_a_user_adjusts_the_balance_suspends_and_activates(
    visit: Visit, ada: Ada, tmp_path: Path
) -> None:
    cost = int((await ada.client.execute(CHAT))["chat"]["usage"]["cost"])
    admin = await visit("admin")
    page = await admin.open("/admin/users")
    await page.get_by_label("Search").fill(ada.email)
    row = page.get_by_role("row").filter(has_text=ada.email)
    await expect(row.get_by_role("cell")).to_contain_text(
        ["Ada", "User", "free", f"{10_000 - cost:,}", "1", f"{cost:,}"]
    )
    await expect(page.get_by_role("row")).to_have_count(2)  # that of the headings, too
    assert await admin.violations() == []
    await admin.look(tmp_path / "users")

    await row.get_by_role("link", name="Ada").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Ada")
    await act(page, "Grant tokens", {"Tokens": "2,500", "Reason": "The outage of Monday"})
    await done(page)
    assert await ada.available() == str(12_500 - cost)
    await expect(page.get_by_text(f"{12_500 - cost:,}", exact=True).first).to_be_visible()

    await act(page, "Take tokens", {"Tokens": "999999", "Reason": "Too many"})
    await expect(page.get_by_role("dialog").get_by_role("alert")).to_have_attribute("data-code", "INSUFFICIENT_TOKENS")
    assert await admin.violations() == []
    await page.get_by_role("button", name="Cancel").click()
    assert await ada.available() == str(12_500 - cost)

    await act(page, "Suspend", {"Reason": "Sells accounts"})
    await done(page)
    assert await status_of(admin, ada.id) == {"status": "SUSPENDED", "role": "USER"}
    await act(page, "Activate", {"Reason": "It was somebody else"})
    await done(page)
    assert await status_of(admin, ada.id) == {"status": "ACTIVE", "role": "USER"}
    record = page.get_by_role("region", name="What admins did").get_by_role("article")
    await expect(record).to_contain_text(["Activated a user", "Suspended a user", "Took tokens", "Granted tokens"])
    assert await admin.violations() == []
    await admin.look(tmp_path / "user")
    assert admin.watched.problems == []


async def test_a_grant_whose_answer_was_lost_is_tried_again_and_made_once(visit: Visit, ada: Ada) -> None:
    admin = await visit("admin")
    page = await admin.open(f"/admin/users/{ada.id}")
    lost = []

    async def lose_the_first_answer(route: Route) -> None:
        if "mutation GrantTokens" in (route.request.post_data or "") and not lost:
            lost.append((await route.fetch()).status)
            await route.abort()
        else:
            await route.fallback()

    await page.route("**/graphql", lose_the_first_answer)
    await act(page, "Grant tokens", {"Tokens": "700", "Reason": "For waiting"})
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_role("alert")).to_be_visible()
    await dialog.get_by_role("button", name="Grant tokens").click()
    await done(page)
    assert lost == [200]
    assert await ada.available() == "10700"


async def test_the_overview_shows_what_was_asked_and_sold_as_charts_and_as_tables(visit: Visit, tmp_path: Path) -> None:
    admin = await visit("admin")
    page = await admin.open("/admin")
    await expect(page.get_by_role("img", name="Replies")).to_be_visible()
    await page.get_by_role("button", name="As a table").first.click()
    await expect(page.get_by_role("table", name="Replies").get_by_role("row")).to_have_count(8)
    assert await admin.violations() == []
    await admin.look(tmp_path / "overview")
    await page.get_by_label("Time").first.click()
    await page.get_by_role("option", name="Last 30 days").click()
    await expect(page.get_by_role("table", name="Replies").get_by_role("row")).to_have_count(31)
    assert page.url.endswith("/admin?range=month")
    assert admin.watched.problems == []


async def test_a_user_who_opens_the_administration_sees_nothing_and_asks_nothing_of_it(visit: Visit) -> None:
    visitor = await visit("user")
    asked: list[str] = []

    def note(request: Request) -> None:
        if request.url.endswith("/graphql"):
            asked.append(request.post_data or "")

    visitor.page.on("request", note)
    for path in ("/admin", "/admin/users", "/admin/audit"):
        page = await visitor.open(path)
        await expect(page.get_by_role("heading", level=1)).to_have_text("Not allowed")
        await expect(page.get_by_role("navigation", name="Administration")).to_have_count(0)
    assert asked
    assert [text for text in asked if "Admin" in text or "overview" in text] == []
    assert [each for each in visitor.watched.addresses if "OverviewPage" in each or "UsersPage" in each] == []


async def test_the_administration_speaks_chinese(visit: Visit, ada: Ada) -> None:
    admin = await visit("admin", locale="zh-CN")
    page = await admin.open("/admin")
    await expect(page.get_by_role("navigation", name="管理").get_by_role("link").first).to_have_text("概览")
    await page.goto(f"{admin.server.url}/admin/users/{ada.id}")
    await expect(page.get_by_role("button", name="发放代币")).to_be_visible()
