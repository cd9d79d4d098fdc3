"""The administration in the web client: what an admin finds, changes and reads there, and that nobody else does."""

from typing import Any

import pytest
from playwright.async_api import Request, Route, expect

from tests.browser.web.conftest import Visit, Visitor
from tests.browser.web.desk import Ada, act, done
from tests.support.buyer import eventually, only_purchase

pytestmark = pytest.mark.browser

PAGES = 20
"""As many as the menus of the administration lead to."""

CHAT = """
mutation { chat(input: { message: "Hello", idempotencyKey: "hello" }) { ... on ChatCompleted { usage { cost } } } }
"""


async def status_of(admin: Visitor, user_id: str) -> dict[str, Any]:
    found = await admin.ask("query ($id: ID!) { user(id: $id) { status role } }", id=user_id)
    user: dict[str, Any] = found["user"]
    return user


async def test_every_page_opens_from_the_menus_in_chinese(visit: Visit, ada: Ada) -> None:
    """What they show, and how they look, `test_matrix.py` and the tests of each find out."""
    admin = await visit("admin", locale="zh-CN")
    page = await admin.open("/admin")
    heading = page.get_by_role("heading", level=1)
    section = page.get_by_role("navigation", name="管理").get_by_role("link")
    seen = set()
    for place in range(await section.count()):
        await section.nth(place).click()
        name = await section.nth(place).inner_text()
        within = page.get_by_role("navigation", name=name, exact=True).get_by_role("link")
        for link in await within.all() or [section.nth(place)]:
            await link.click()
            await expect(link).to_have_attribute("aria-current", "page")
            await expect(page.get_by_role("status", name="正在加载")).to_have_count(0)
            title = await heading.inner_text()
            assert any(each > "\u2e7f" for each in title.replace("Webhook", "端点"))
            await expect(page.locator("[data-code]")).to_have_count(0)  # no failure, no refusal
            seen.add(page.url.removeprefix(admin.server.url))
    assert len(seen) == PAGES
    await page.goto(f"{admin.server.url}/admin/users/{ada.id}")
    await expect(page.get_by_role("button", name="发放代币")).to_be_visible()
    assert admin.watched.problems == []


async def test_an_admin_finds_a_user_adjusts_the_balance_suspends_and_activates(visit: Visit, ada: Ada) -> None:
    cost = int((await ada.client.execute(CHAT))["chat"]["usage"]["cost"])
    admin = await visit("admin")
    page = await admin.open("/admin/users")
    await page.get_by_label("Search").fill(ada.email)
    row = page.get_by_role("row").filter(has_text=ada.email)
    await expect(row.get_by_role("cell")).to_contain_text(
        ["Ada", "User", "free", f"{10_000 - cost:,}", "1", f"{cost:,}"]
    )
    await expect(page.get_by_role("row")).to_have_count(2)  # that of the headings, too
    await row.get_by_role("link", name="Ada").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Ada")
    await act(page, "Grant tokens", {"Tokens": "2,500", "Reason": "The outage of Monday"})
    await done(page)
    assert await ada.available() == str(12_500 - cost)
    await expect(page.get_by_text(f"{12_500 - cost:,}", exact=True).first).to_be_visible()

    await act(page, "Take tokens", {"Tokens": "999999", "Reason": "Too many"})
    await expect(page.get_by_role("dialog").get_by_role("alert")).to_have_attribute("data-code", "INSUFFICIENT_TOKENS")
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
    assert admin.watched.problems == []


async def test_a_grant_whose_answer_was_lost_is_made_once_and_one_of_other_values_is_another(
    visit: Visit, ada: Ada
) -> None:
    admin = await visit("admin")
    page = await admin.open(f"/admin/users/{ada.id}")
    lost = []

    async def lose_two_answers(route: Route) -> None:
        if "mutation GrantTokens" in (route.request.post_data or "") and len(lost) < 2:
            lost.append((await route.fetch()).status)
            await route.abort()
        else:
            await route.fallback()

    await page.route("**/graphql", lose_two_answers)
    dialog = page.get_by_role("dialog")
    await act(page, "Grant tokens", {"Tokens": "700", "Reason": "For waiting"})
    await expect(dialog.get_by_role("alert")).to_be_visible()
    await dialog.get_by_role("button", name="Cancel").click()
    await act(page, "Grant tokens", {"Tokens": "700", "Reason": "For waiting"})  # the same, in another dialog
    await expect(dialog.get_by_role("alert")).to_be_visible()
    assert await ada.available() == "10700"
    await dialog.get_by_label("Tokens").fill("900")
    await dialog.get_by_role("button", name="Grant tokens").click()
    await done(page)
    assert lost == [200, 200]
    assert await ada.available() == "11600"


@pytest.mark.nightly
async def test_the_overview_shows_what_was_asked_and_sold_as_charts_and_as_tables(visit: Visit) -> None:
    admin = await visit("admin")
    page = await admin.open("/admin")
    await expect(page.get_by_role("img", name="Replies")).to_be_visible()
    await page.get_by_role("button", name="As a table").first.click()
    await expect(page.get_by_role("table", name="Replies").get_by_role("row")).to_have_count(8)
    assert await admin.violations() == []
    await admin.look("overview")
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
    for path in ("/admin", "/admin/users"):
        page = await visitor.open(path)
        await expect(page.get_by_role("heading", level=1)).to_have_text("Not allowed")
        await expect(page.get_by_role("navigation", name="Administration")).to_have_count(0)
    assert asked
    assert [text for text in asked if "Admin" in text or "overview" in text] == []
    assert [each for each in visitor.watched.addresses if "OverviewPage" in each or "UsersPage" in each] == []


async def test_an_admin_refunds_a_part_and_the_record_has_every_deed(visit: Visit, ada: Ada) -> None:
    await ada.buy()
    admin = await visit("admin")
    page = await admin.open(f"/admin/payments?user={ada.id}")
    row = page.get_by_role("row").filter(has_text=ada.id)
    await expect(row.get_by_role("cell")).to_contain_text(["pay_", ada.id, "Paid", "Card", "100,000", "CN¥10.00"])
    await act(page, "Refund", {"Amount that goes back": "12", "Reason": "Bought by mistake"})
    await expect(page.get_by_role("dialog").get_by_role("alert")).to_have_attribute("data-code", "REFUND_TOO_LARGE")
    await page.get_by_label("Amount that goes back").fill("2.50")
    await page.get_by_role("dialog").get_by_role("button", name="Refund").click()
    await done(page)
    await expect(row.get_by_role("cell")).to_contain_text(["pay_", ada.id, "Partly refunded"])
    purchase = await eventually(lambda: only_purchase(ada.client), lambda node: node["status"] == "PARTIALLY_REFUNDED")
    assert await ada.available() == "85000"
    await page.goto(f"{admin.server.url}/admin/audit?target={purchase['id']}")
    rows = page.get_by_role("article")
    await expect(rows).to_contain_text(["Refunded a payment"])  # what was refused beforehand is no deed
    await expect(rows).to_contain_text(["Bought by mistake"])
    await page.get_by_role("combobox", name="Action").click()
    await page.get_by_role("option", name="Granted tokens").click()
    await expect(rows).to_have_count(0)
    assert admin.watched.problems == []
