"""Tabs of one browser have one session: what one of them does about it holds in all, and nothing of others is shown."""

import pytest
from playwright.async_api import Page, expect

from models.ids import new_id
from tests.browser.conftest import watch
from tests.browser.web.conftest import Visit
from tests.support.graphql import PASSWORD

pytestmark = pytest.mark.browser


async def sign_up(page: Page, email: str, name: str) -> None:
    await page.get_by_role("textbox", name="Name").fill(name)
    await page.get_by_label("E-mail").fill(email)
    await page.get_by_role("textbox", name="Password").fill(PASSWORD)
    await page.get_by_role("button", name="Create the account").click()


async def test_another_tab_shows_nothing_of_whoever_was_signed_in_before(visit: Visit) -> None:
    visitor = await visit("user")
    first = await visitor.open("/settings")
    await expect(first.get_by_role("textbox", name="Name")).to_have_value("Ada")
    other = watch(await visitor.context.new_page()).page
    await other.goto(f"{visitor.server.url}/sign-up")
    await other.get_by_role("button", name="Your account").click()
    await other.get_by_role("menuitem", name="Sign out").click()
    await expect(first.get_by_role("heading", level=1)).to_have_text("Sign in")
    await other.goto(f"{visitor.server.url}/sign-up")
    email = f"{new_id('eve')}@example.com"
    await sign_up(other, email, "Eve")
    await expect(first.get_by_role("textbox", name="Name")).to_have_value("Eve")


async def test_one_user_in_the_place_of_another_finds_no_form_of_theirs(visit: Visit) -> None:
    """As by a sign-in that no tab was told of."""
    visitor = await visit("user")
    page = await visitor.open("/settings")
    await page.get_by_role("textbox", name="Name").fill("Half typed")
    visitor.email = f"{new_id('eve')}@example.com"
    await visitor.enter("user")
    await visitor.ask('mutation { updateProfile(input: { name: "Eve" }) { __typename } }')
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))")
    await expect(page.get_by_role("textbox", name="Name")).to_have_value("Eve")
