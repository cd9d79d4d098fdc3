"""Signing up, buying and chatting on a server that has most features switched off."""

from collections.abc import Iterator

import pytest
from playwright.async_api import expect

from tests.browser.web.chatting import replies, say
from tests.browser.web.conftest import Visit
from tests.browser.web.test_shop import pay_on_its_page
from tests.support.graphql import PASSWORD
from tests.support.server import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.nightly]


@pytest.fixture(scope="module")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    env = {"FEATURES_OFF": "attachments,gifts,moderation,promo_codes,referrals,sharing,social_login,teams"}
    server = LiveServer(tmp_path_factory.mktemp("bare") / "server", env=env)
    server.start()
    yield server
    server.stop()


async def test_nothing_is_asked_for_that_is_switched_off(visit: Visit) -> None:
    visitor = await visit()
    page = await visitor.open("/sign-up")
    await page.get_by_role("textbox", name="Name").fill("Ada")
    await page.get_by_label("E-mail").fill(visitor.email)
    await page.get_by_role("textbox", name="Password").fill(PASSWORD)
    await page.get_by_role("button", name="Create the account").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Wallet")
    await visitor.open("/shop")
    await page.get_by_role("button", name="Pay CN¥35.00").click()
    await pay_on_its_page(page)
    await expect(page.get_by_text("You now have 510,000 tokens.")).to_be_visible()
    await page.get_by_role("link", name="Details").click()
    await expect(page.get_by_text("CN¥35.00").first).to_be_visible()
    await visitor.open("/purchases")
    await expect(page.get_by_text("500,000").first).to_be_visible()
    for path, shown in (("/settings", "Preferences"), ("/settings/security", "Sessions")):
        await visitor.open(path)
        await expect(page.get_by_role("heading", name=shown)).to_be_visible()
    await visitor.open("/chat")
    await say(page, "1 + 1?")
    await expect(replies(page)).to_contain_text("1 + 1 = 2.")
    await page.get_by_role("button", name="Write another reply").click()
    await expect(page.get_by_role("group", name="Versions")).to_have_text("2 of 2")
    await page.get_by_role("button", name="Edit").click()
    await say(page, "1 + 2?")
    await expect(replies(page)).to_contain_text("1 + 2 = 3.")
    for name in ("Attach an image", "Report this message"):
        await expect(page.get_by_role("button", name=name)).to_have_count(0)
    await page.get_by_role("button", name="More about this conversation").click()
    await expect(page.get_by_role("menuitem")).to_have_text(["Rename", "Delete"])
    await page.reload()
    await expect(replies(page)).to_contain_text("1 + 2 = 3.")
    await visitor.open("/chat/join#shr_1.x")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Not found")
    assert visitor.watched.problems == []
