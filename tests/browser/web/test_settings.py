"""The settings: each page does what it says, and the API tells the same."""

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Route, expect

from tests.browser.web.conftest import Visit
from tests.support.graphql import PASSWORD

pytestmark = pytest.mark.browser

START_CARD_SETUP = """mutation ($key: String!) {
  startCardSetup(input: { consent: true, idempotencyKey: $key }) { ... on CardSetupStarted { clientSecret } }
}"""
TOP_UP = "{ autoTopUp { thresholdTokens monthlyCap { amount } } }"


def lose(field: str) -> Callable[[Route], Awaitable[None]]:
    """Cuts the line of requests for a field."""

    async def handle(route: Route) -> None:
        await (route.abort() if field in (route.request.post_data or "") else route.continue_())

    return handle


async def test_every_page_is_without_violations(visit: Visit) -> None:
    visitor = await visit("user")
    for name, heading in (
        ("", "Preferences"),
        ("/security", "Sessions"),
        ("/balance", "Notice of a low balance"),
        ("/api-keys", "API keys"),
        ("/data", "Delete the account"),
    ):
        page = await visitor.open(f"/settings{name}")
        await page.get_by_role("heading", name=heading, exact=True).wait_for()
        assert (name, await visitor.violations()) == (name, [])
        await visitor.look(f"settings{name.replace('/', '-')}")
    assert visitor.watched.problems == []


async def test_name_and_preferences_are_kept(visit: Visit) -> None:
    visitor = await visit("user")
    page = await visitor.open("/settings")
    await page.get_by_label("Name").fill("Ada Lovelace")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    await page.get_by_label("Theme", exact=True).first.click()
    await page.get_by_role("option", name="Dark").click()
    await expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    me = (await visitor.ask("{ me { name preferences { theme } } }"))["me"]
    assert me == {"name": "Ada Lovelace", "preferences": {"theme": "DARK"}}


async def test_a_top_up_is_set_up_with_whole_numbers_alone(visit: Visit) -> None:
    visitor = await visit("user")
    started = (await visitor.ask(START_CARD_SETUP, key="card"))["startCardSetup"]
    setup = started["clientSecret"].partition("_secret_")[0]
    saved = await visitor.context.request.post(
        f"{visitor.server.stripe_url}/_simulator/setup_intents/{setup}/save",
        data={},
        headers={"Authorization": "Bearer sk_test_simulated"},
    )
    assert saved.ok, await saved.text()
    page = await visitor.open("/settings/balance")
    often, action = page.get_by_label("How often a month, at most"), page.get_by_role("button", name="Switch it on")
    await page.get_by_role("checkbox", name="I allow this shop").last.check()
    for typed in ("", "-", "."):
        await often.fill("")
        await often.press_sequentially(typed)
        await expect(often).to_have_value("")
        await expect(action).to_be_disabled()
    await often.fill("2")
    await expect(page.get_by_text("At most CN¥20.00 a month.")).to_be_visible()
    await action.click()
    await expect(page.get_by_role("alert").filter(has_text="It is on")).to_contain_text("CN¥0.00 of CN¥20.00")
    assert (await visitor.ask(TOP_UP))["autoTopUp"] == {"thresholdTokens": "1000", "monthlyCap": {"amount": "2000"}}
    assert visitor.watched.problems == []


async def test_a_password_is_changed_and_other_sessions_end(visit: Visit) -> None:
    visitor = await visit("user")
    login = f'mutation {{ login(input: {{ email: "{visitor.email}", password: "{PASSWORD}" }}) {{ __typename }} }}'
    other = await visit()
    await other.ask(login)
    page = await visitor.open("/settings/security")
    await expect(page.get_by_role("table", name="Sessions").get_by_role("row")).to_have_count(2)
    await page.route("**/graphql", lose("revokeSession"))
    await page.get_by_role("table", name="Sessions").get_by_role("button").click()
    await expect(page.get_by_role("alert")).to_be_visible()  # the other one goes on
    await page.unroute("**/graphql")
    await page.get_by_role("textbox", name="Current password").fill("wrong horse battery")
    await page.get_by_role("textbox", name="New password").fill("another horse battery")
    await page.get_by_role("button", name="Change the password").click()
    await expect(page.locator("[role=alert][data-code]")).to_be_visible()
    await page.get_by_role("textbox", name="Current password").fill(PASSWORD)
    await page.get_by_role("button", name="Change the password").click()
    await expect(page.get_by_text("Changed. All other sessions have ended.")).to_be_visible()
    await expect(page.get_by_role("table", name="Sessions").get_by_role("row")).to_have_count(1)
    page = await other.open("/")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


async def test_an_api_key_is_shown_once_works_and_is_revoked(visit: Visit) -> None:
    visitor = await visit("user")
    page = await visitor.open("/settings/api-keys")
    await page.get_by_label("Name").fill("reports")
    await page.get_by_role("button", name="Make a key").click()
    token = await page.get_by_label("The key").input_value()

    async def status() -> int:
        headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
        request = await visitor.context.browser.new_context()  # no cookies beside it
        answer = await request.request.post(
            visitor.server.graphql_url, data='{"query": "{ balance { available } }"}', headers=headers
        )
        await request.close()
        return answer.status

    assert await status() == 200
    await page.reload()
    await expect(page.get_by_role("row", name="reports")).to_be_visible()
    assert token not in await page.content()

    async def revoke() -> None:
        await page.get_by_role("button", name="Revoke").click()
        await page.get_by_role("dialog").get_by_role("button", name="Revoke", exact=True).click()
        await expect(page.get_by_role("dialog")).to_have_count(0)

    await page.route("**/graphql", lose("revokeApiKey"))
    await revoke()
    await expect(page.get_by_role("row", name="reports").get_by_role("alert")).to_be_visible()  # it still works
    await page.unroute("**/graphql")
    await revoke()
    await expect(page.get_by_role("row", name="reports")).to_contain_text("Over")
    assert await status() == 401


async def test_an_account_is_deleted_only_by_who_means_it(visit: Visit) -> None:
    visitor = await visit("user")
    page = await visitor.open("/settings/data")
    await page.get_by_label("Type").fill("not my address")
    await page.get_by_role("textbox", name="Your password").fill(PASSWORD)
    await page.get_by_role("button", name="Delete my account for good").click()
    await expect(page.locator("[role=alert][data-code]")).to_be_visible()
    await page.get_by_label("Type").fill(visitor.email)
    await page.get_by_role("button", name="Delete my account for good").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
