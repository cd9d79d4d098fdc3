"""The frame around every screen of the web client: menu, language, theme, and who may open what."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.web.conftest import Visit

pytestmark = pytest.mark.browser


async def test_whoever_is_not_signed_in_is_led_to_where_they_can_and_told_of_no_other_host(visit: Visit) -> None:
    visitor = await visit()
    page = await visitor.open("/")
    assert page.url == f"{visitor.server.url}/sign-in?then=%2F"
    assert visitor.watched.hosts == {f"127.0.0.1:{visitor.server.port}"}


async def test_the_frame_has_no_violation_and_fits_a_phone_in_both_themes(visit: Visit, tmp_path: Path) -> None:
    visitor = await visit("user")
    page = await visitor.open("/")
    await expect(page.get_by_role("link", name="10,000 tokens available")).to_be_visible()
    assert await visitor.violations() == []
    await visitor.look(tmp_path / "frame")
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
