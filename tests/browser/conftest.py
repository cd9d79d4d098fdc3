"""A headless Chromium that notes every address it asks for."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Page, async_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


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


OpenPage = Callable[[], Awaitable[Watched]]


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
        context = await browser.new_context(viewport={"width": 1400, "height": 850})
        contexts.append(context)
        watched = Watched(await context.new_page())
        watched.page.set_default_timeout(20_000)
        watched.page.on("request", lambda request: watched.addresses.append(request.url))
        watched.page.on("websocket", lambda socket: watched.addresses.append(socket.url))
        watched.page.on("pageerror", lambda error: watched.problems.append(str(error)))
        watched.page.on(
            "console", lambda message: watched.problems.append(message.text) if message.type == "error" else None
        )
        return watched

    yield make
    for context in contexts:
        await context.close()
