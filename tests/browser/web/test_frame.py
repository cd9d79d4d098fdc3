"""The frame around every screen of the web client: menu, language, theme, and who may open what."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import PHONE
from tests.browser.web.conftest import Visit
from tests.support.graphql import PASSWORD

pytestmark = pytest.mark.browser


async def test_whoever_is_not_signed_in_is_led_to_where_they_can_and_told_of_no_other_host(visit: Visit) -> None:
    visitor = await visit()
    page = await visitor.open("/")
    assert page.url == f"{visitor.server.url}/sign-in?then=%2F"
    assert visitor.watched.hosts == {f"127.0.0.1:{visitor.server.port}"}


async def test_the_frame_has_no_violation_and_fits_a_phone_in_both_themes(visit: Visit) -> None:
    visitor = await visit("user")
    page = await visitor.open("/")
    await expect(page.get_by_role("link", name="10,000 tokens available")).to_be_visible()
    assert await visitor.violations() == []
    await visitor.look("frame")
    assert visitor.watched.problems == []


async def test_the_language_is_changed_and_kept(visit: Visit) -> None:
    visitor = await visit("user")
    page = await visitor.open("/")
    await page.get_by_role("button", name="Language").click()
    await page.get_by_role("menuitem", name="中文").click()
    await expect(page.get_by_role("link", name="商店")).to_be_visible()
    assert (await visitor.ask("{ me { preferences { language } } }"))["me"]["preferences"] == {"language": "ZH"}
    await page.reload()
    await expect(page.get_by_role("link", name="商店")).to_be_visible()
    assert await page.evaluate("document.documentElement.lang") == "zh-Hans"


async def test_the_theme_is_changed_and_kept(visit: Visit) -> None:
    visitor = await visit("user")
    page = await visitor.open("/")
    async with page.expect_response(f"{visitor.server.url}/graphql"):
        await page.get_by_role("button", name="Dark theme").click()
    await expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    await page.reload()
    await expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    await expect(page.get_by_role("button", name="Light theme")).to_be_visible()


async def test_no_session_stands_where_scripts_can_read_it(visit: Visit) -> None:
    visitor = await visit("user")
    page = await visitor.open("/")
    kept = await page.evaluate("[document.cookie, { ...localStorage }, { ...sessionStorage }]")
    assert kept == ["", {"tokentill-theme": "auto"}, {}]


@pytest.mark.parametrize(("role", "menu"), [
    ("guest", ["Wallet", "Chat", "Shop", "Usage", "Tickets"]),
    ("user", ["Wallet", "Chat", "Shop", "Purchases", "Usage", "Tickets", "Teams", "Gifts", "Settings"]),
])  # fmt: skip
async def test_the_menu_has_what_one_may_open(visit: Visit, role: str, menu: list[str]) -> None:
    visitor = await visit(role)
    page = await visitor.open("/")
    links = page.get_by_role("navigation", name="Menu").get_by_role("link")
    await expect(links).to_have_text(menu)


async def test_a_screen_for_admins_is_shown_to_nobody_else(visit: Visit) -> None:
    visitor = await visit("user")
    page = await visitor.open("/admin")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Not allowed")


async def test_the_focus_goes_to_the_heading_of_a_page_that_was_moved_to(visit: Visit) -> None:
    visitor = await visit("user")
    page = await visitor.open("/")
    heading = page.get_by_role("heading", level=1)
    await expect(page.locator("body")).to_be_focused()
    await page.get_by_role("navigation", name="Menu").get_by_role("link", name="Usage").press("Enter")
    await expect(heading).to_have_text("Usage")
    await expect(heading).to_be_focused()
    await expect(page).to_have_title("Usage - Tokentill")
    await page.go_back()
    await expect(heading).to_have_text("Wallet")
    await expect(heading).to_be_focused()


async def test_what_cannot_be_asked_for_again_stays_and_says_so_until_it_can(visit: Visit) -> None:
    visitor = await visit("user")
    page = await visitor.open("/")
    await expect(page.get_by_role("link", name="10,000 tokens available")).to_be_visible()
    await visitor.context.set_offline(True)
    await page.get_by_role("button", name="Language").click()
    await page.get_by_role("menuitem", name="English").click()
    notice = page.get_by_role("status").filter(has_text="This may be out of date")
    await expect(notice).to_contain_text("The server does not answer. Check your connection and try again.")
    await expect(page.get_by_role("link", name="10,000 tokens available")).to_be_visible()
    await visitor.context.set_offline(False)
    await notice.get_by_role("button", name="Try again").click()
    await expect(notice).to_have_count(0)


async def test_whose_session_was_ended_elsewhere_is_told_and_led_back_after_signing_in(visit: Visit) -> None:
    visitor = await visit("user")
    page = await visitor.open("/")
    ended = "mutation { logoutEverywhere(input: {}) { __typename } }"
    await visitor.ask(ended)
    await page.get_by_role("navigation", name="Menu").get_by_role("link", name="Usage").click()
    await expect(page.get_by_text("You were signed out. Sign in to go on.")).to_be_visible()
    await page.get_by_label("E-mail").fill(visitor.email)
    await page.get_by_role("textbox", name="Password").fill(PASSWORD)
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Usage")


async def test_a_session_that_was_opened_elsewhere_is_told_to_have_ended_as_well(visit: Visit) -> None:
    """The page knows of its visitor that there was no session, and that is told once."""
    visitor = await visit()
    page = await visitor.open("/")
    await visitor.enter("user")
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Wallet")
    await visitor.ask("mutation { logoutEverywhere(input: {}) { __typename } }")
    await page.get_by_role("navigation", name="Menu").get_by_role("link", name="Usage").click()
    await expect(page.get_by_text("You were signed out. Sign in to go on.")).to_have_count(1)
    await expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


async def test_on_a_phone_the_menu_is_out_of_reach_until_it_is_opened_and_escape_closes_it(visit: Visit) -> None:
    visitor = await visit("user", size=PHONE)
    page = await visitor.open("/")
    usage = page.get_by_role("link", name="Usage")
    await expect(usage).to_be_hidden()
    burger = page.get_by_role("button", name="Menu")
    await burger.press("Enter")
    await usage.focus()
    await page.keyboard.press("Escape")
    await expect(usage).to_be_hidden()
    await expect(burger).to_be_focused()
    await burger.press("Enter")
    await usage.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_be_focused()
    await expect(usage).to_be_hidden()


async def test_a_screen_that_cannot_be_loaded_says_so_and_a_second_try_loads_it(visit: Visit) -> None:
    visitor = await visit("user")
    page = await visitor.open("/")
    await page.route("**/assets/*", lambda route: route.abort())
    await page.get_by_role("link", name="Tickets").click()
    alert = page.get_by_role("alert")
    await expect(alert).to_contain_text("The server does not answer. Check your connection and try again.")
    await page.unroute("**/assets/*")
    await alert.get_by_role("button", name="Try again").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Tickets")
