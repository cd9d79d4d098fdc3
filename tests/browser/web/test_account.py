"""Signing up, in and out; where one is led afterwards."""

import pytest
from playwright.async_api import expect

from tests.browser.web.conftest import Visit
from tests.support.graphql import PASSWORD

pytestmark = pytest.mark.browser


async def test_a_new_person_signs_up_out_and_in_and_comes_to_where_they_were_going(visit: Visit) -> None:
    visitor = await visit()
    page = await visitor.open("/usage?by=mail")
    await page.get_by_role("link", name="Sign up").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Sign up")
    assert await visitor.violations() == []
    await visitor.look("sign-up")
    await page.get_by_label("Name").fill("Ada Lovelace")
    await page.get_by_label("E-mail").fill(visitor.email)
    await page.get_by_role("textbox", name="Password").fill(PASSWORD)
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(f"{visitor.server.url}/usage?by=mail")
    assert (await visitor.ask("{ me { email name role } }"))["me"] == {
        "email": visitor.email,
        "name": "Ada Lovelace",
        "role": "USER",
    }

    await page.get_by_role("button", name="Your account").click()
    await page.get_by_role("menuitem", name="Sign out").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    await page.get_by_label("E-mail").fill(visitor.email)
    await page.get_by_role("textbox", name="Password").fill("wrong horse battery")
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-code=INVALID_CREDENTIALS]")).to_be_visible()
    await page.get_by_role("textbox", name="Password").fill(PASSWORD)
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(f"{visitor.server.url}/usage?by=mail")
    assert visitor.watched.problems == []


async def test_signing_in_leads_to_no_other_host(visit: Visit) -> None:
    visitor = await visit()
    for then in ("//example.com/", "/\\\\example.com/", "https://example.com/", "javascript:alert(1)"):
        page = await visitor.open(f"/sign-in?then={then}")
        await page.get_by_role("button", name="Try it as a guest").click()
        await page.wait_for_url(f"{visitor.server.url}/")
        await visitor.context.clear_cookies()
    assert visitor.watched.hosts == {f"127.0.0.1:{visitor.server.port}"}


async def test_a_forgotten_password_is_answered_alike_for_known_and_unknown(visit: Visit) -> None:
    visitor = await visit("user")
    await visitor.context.clear_cookies()
    for email in (visitor.email, "nobody@example.com"):
        page = await visitor.open("/forgot-password")
        await page.get_by_label("E-mail").fill(email)
        await page.get_by_role("button", name="Send the link").click()
        await expect(page.get_by_role("status")).to_have_text(
            "If there is an account with this address, a mail with a link is on its way."
        )


async def test_a_sign_in_that_this_tab_did_not_begin_is_not_finished(visit: Visit) -> None:
    visitor = await visit()
    page = await visitor.open("/signed-in?code=stolen")
    await expect(page.get_by_role("heading", level=1)).to_have_text("You are not signed in")
    await expect(page.get_by_role("link", name="Back to sign in")).to_be_visible()
