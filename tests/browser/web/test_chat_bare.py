"""The chat on a server whose features beyond it are switched off."""

from collections.abc import Iterator

import pytest
from playwright.async_api import expect

from tests.browser.web.chatting import replies, say
from tests.browser.web.conftest import Visit
from tests.support.server import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.nightly]


@pytest.fixture(scope="module")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    env = {"FEATURES_OFF": "attachments,moderation,sharing,teams"}
    server = LiveServer(tmp_path_factory.mktemp("bare") / "server", env=env)
    server.start()
    yield server
    server.stop()


async def test_it_asks_for_nothing_that_is_switched_off(visit: Visit) -> None:
    visitor = await visit("user")
    page = await visitor.open("/chat")
    await say(page, "1 + 1?")
    await expect(replies(page)).to_contain_text("1 + 1 = 2.")
    await page.get_by_role("button", name="Write another reply").click()
    await expect(page.get_by_role("group", name="Versions")).to_have_text("2 of 2")
    for name in ("Attach an image", "Report this message"):
        await expect(page.get_by_role("button", name=name)).to_have_count(0)
    await page.get_by_role("button", name="More about this conversation").click()
    await expect(page.get_by_role("menuitem")).to_have_text(["Rename", "Delete"])
    await page.reload()
    await expect(replies(page)).to_contain_text("1 + 1 = 2.")
    await visitor.open("/chat/join#shr_1.x")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Not found")
    assert visitor.watched.problems == []
