"""A headless Chromium that notes every address it asks for."""

import json
import os
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, ConsoleMessage, Page, ViewportSize, async_playwright, expect

from models.ids import new_id
from tests.support.graphql import GraphQLClient
from tests.support.ports import free_port
from tests.support.server import LiveServer

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

WIDE = ViewportSize(width=1400, height=850)
PHONE = ViewportSize(width=380, height=800)
CATALOG = {
    "packages": [
        {"id": "package_100k", "name": "Basic", "tokens": 100_000, "prices": [{"currency": "CNY", "amount": 1_000}]},
        {"id": "rupees", "name": "Rupees", "tokens": 5_000, "prices": [{"currency": "INR", "amount": 49_900}]},
    ]
}
_FOCUSED = """() => {
    const style = getComputedStyle(document.activeElement)
    return [document.activeElement.textContent.trim(), style.outlineStyle, parseFloat(style.outlineWidth)]
}"""


@dataclass
class Watched:
    """A page, with what it asked for and what went wrong in it."""

    page: Page
    addresses: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def hosts(self) -> set[str]:
        """The hosts it asked, with their ports."""
        return {urlsplit(each).netloc for each in self.addresses if urlsplit(each).scheme not in {"data", "blob"}}

    async def look(self, name: str) -> None:
        """Pictures, wide and as on a phone, for whoever wants to see them; none of the page lies beside a phone."""
        await take_picture(self.page, name)
        await self.page.set_viewport_size(PHONE)
        await take_picture(self.page, f"{name}-phone")
        assert await self.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        await self.page.set_viewport_size(WIDE)

    async def press_by_keyboard(self, name: str) -> None:
        """Tab to the button or link of this name, see that it has the focus, and press Enter."""
        for _ in range(20):
            await self.page.keyboard.press("Tab")
            text, outline, width = await self.page.evaluate(_FOCUSED)
            if text == name:
                assert (outline, width) == ("solid", 3)
                await self.page.keyboard.press("Enter")
                return
        raise AssertionError(f"{name} cannot be reached by Tab")


async def take_picture(page: Page, name: str) -> None:
    """Keep a picture of the whole page in the folder SCREENSHOTS, where that is set: a picture takes half a second.

    The window is made as high as the page: `full_page` has Chromium lay it out for a moment as if it were a phone's.
    """
    if (folder := os.environ.get("SCREENSHOTS")) and (size := page.viewport_size):
        height = await page.evaluate("document.documentElement.scrollHeight")
        await page.set_viewport_size({"width": size["width"], "height": max(height, size["height"])})
        file_name = re.sub(r"[^\w.-]+", "-", name)
        await page.screenshot(path=Path(folder) / f"{file_name}.png")
        await page.set_viewport_size(size)


def watch(page: Page) -> Watched:
    """Note what this page asks for, and what goes wrong in it, from now on."""
    watched = Watched(page)
    page.set_default_timeout(20_000)
    page.on("request", lambda request: watched.addresses.append(request.url))
    page.on("websocket", lambda socket: watched.addresses.append(socket.url))
    page.on("pageerror", lambda error: watched.problems.append(str(error)))
    page.on("console", lambda message: _note(watched, message))
    return watched


def _note(watched: Watched, message: ConsoleMessage) -> None:
    if message.type == "error" and not message.location["url"].endswith("/favicon.ico"):  # Chromium asks by itself
        watched.problems.append(message.text)


OpenPage = Callable[[], Awaitable[Watched]]


expect.set_options(timeout=20_000)  # as for actions: a busy machine is no fault of a page


@pytest.fixture(scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture
async def open_page(browser: Browser) -> AsyncIterator[OpenPage]:
    """Pages of fresh profiles, closed after the test."""
    contexts = []

    async def make() -> Watched:
        context = await browser.new_context(viewport=WIDE)
        contexts.append(context)
        return watch(await context.new_page())

    yield make
    for context in contexts:
        await context.close()


@pytest.fixture
async def buyer(live_server: LiveServer) -> AsyncIterator[GraphQLClient]:
    """Somebody who has just signed up."""
    async with GraphQLClient(live_server.graphql_url) as client:
        await client.register(f"{new_id('buyer')}@example.com")
        yield client


@pytest.fixture(scope="session")
def other_port() -> int:
    """Where pages of another origin are served by the tests that need some."""
    return free_port()


@pytest.fixture(scope="session")
def shop_server(tmp_path_factory: pytest.TempPathFactory, other_port: int) -> Iterator[LiveServer]:
    """A server that adds tax on Stripe's page, sells in rupees through Razorpay, and lets pages of `other_port` in."""
    folder = tmp_path_factory.mktemp("shop")
    catalog = folder / "catalog.json"
    catalog.write_text(json.dumps(CATALOG))
    same_site, other_site = f"http://localhost:{other_port}", f"http://127.0.0.1:{other_port}"
    env = {
        "AUTOMATIC_TAX": "true",
        "CATALOG_FILE": str(catalog),
        "PAYMENT_GATEWAYS": "INR=razorpay",
        "ALLOWED_ORIGINS": f"{same_site},{other_site}",
        "SESSION_COOKIE_ORIGINS": same_site,
        "WEB_FRAME_ANCESTORS": same_site,
    }
    server = LiveServer(folder / "server", env=env)
    server.start()
    yield server
    server.stop()


@pytest.fixture
async def shopper(shop_server: LiveServer) -> AsyncIterator[GraphQLClient]:
    """Somebody who has just signed up at `shop_server`."""
    async with GraphQLClient(shop_server.graphql_url) as client:
        await client.register(f"{new_id('buyer')}@example.com")
        yield client
