"""Images in chats: named by address, fetched by the server alone, and shown as what they are called."""

from collections.abc import AsyncIterator, Iterator

import pytest
from playwright.async_api import Page, expect

from tests.browser.web.chatting import choose_essay, message_box, replies, say
from tests.browser.web.conftest import Visit
from tests.support.image_host import PNG, ImageHost, image_host, ok
from tests.support.server import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.nightly]


@pytest.fixture(scope="module")
async def host() -> AsyncIterator[ImageHost]:
    async with image_host() as host:
        host.answers["/pictures/cat.png"] = ok(PNG)
        yield host


@pytest.fixture(scope="module")
def live_server(tmp_path_factory: pytest.TempPathFactory, host: ImageHost) -> Iterator[LiveServer]:
    """One that may fetch from the host, which is no public one."""
    env = {"ATTACHMENT_PRIVATE_ORIGINS": host.origin}
    server = LiveServer(tmp_path_factory.mktemp("images") / "server", env=env)
    server.start()
    yield server
    server.stop()


async def attach(page: Page, address: str, name: str = "") -> None:
    await page.get_by_role("button", name="Attach an image").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Address").fill(address)
    await dialog.get_by_label("Name (optional)").fill(name)
    await dialog.get_by_role("button", name="Attach").click()


async def test_images_are_sent_shown_by_name_edited_and_missed(visit: Visit, host: ImageHost) -> None:
    visitor = await visit("user")
    page = await visitor.open("/chat")
    await attach(page, host.url("/pictures/cat.png"))
    await attach(page, host.url("/pictures/cat.png"), "My cat")
    images = page.get_by_role("list", name="Images")
    await images.get_by_role("button", name="Remove My cat").click()
    await expect(message_box(page)).to_be_focused()
    await say(page, "Look")
    await expect(replies(page)).to_contain_text("Images with it: 1 (image/png).")
    shown = page.get_by_role("article").first.get_by_role("link", name="cat.png")
    await expect(shown).to_have_attribute("rel", "noopener noreferrer nofollow")
    await expect(page.locator("main img")).to_have_count(0)
    assert await visitor.violations() == []
    await visitor.look("chat-image")

    await page.get_by_role("button", name="Edit").click()
    await expect(images).to_have_count(2)  # beside the message's the draft's
    await say(page, "Look again")
    await expect(replies(page)).to_contain_text("Images with it: 1 (image/png).")
    await choose_essay(page)
    await attach(page, host.url("/pictures/cat.png"))
    await message_box(page).fill("And this?")
    await expect(page.locator("[data-code=MODEL_TAKES_NO_IMAGES]")).to_be_visible()
    await images.last.get_by_role("button", name="Remove cat.png").click()
    await message_box(page).press("Enter")
    await expect(page.get_by_text("An image of an earlier message was not sent along.")).to_be_visible()
    await page.get_by_role("button", name="Stop").click()
    await expect(page.get_by_role("button", name="Send")).to_be_visible()
    assert visitor.watched.hosts == {f"127.0.0.1:{visitor.server.port}"}
    assert visitor.watched.problems == []


async def test_an_image_that_is_not_there_is_named(visit: Visit, host: ImageHost) -> None:
    visitor = await visit("user")
    page = await visitor.open("/chat")
    await attach(page, host.url("/pictures/dog.png"))
    await message_box(page).fill("Look")
    await message_box(page).press("Enter")
    await expect(page.get_by_role("alert")).to_have_attribute("data-code", "ATTACHMENT_NOT_FOUND")
    sent = page.get_by_role("article").first.get_by_role("listitem")
    await expect(sent).to_contain_text("dog.png")
    await expect(sent.get_by_role("img", name="Cannot be sent")).to_be_visible()
