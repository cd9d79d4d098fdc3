"""Visitors of the web client: a fresh browser profile each, signed in or not, with axe at hand."""

import email
import email.policy
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Page, ViewportSize

from models.ids import new_id
from tests.browser.conftest import PHONE, WIDE, Watched, take_picture, watch
from tests.browser.web.desk import Ada
from tests.support.graphql import PASSWORD, GraphQLClient
from tests.support.server import LiveServer
from tests.support.waiting import until

__all__ = ["ROLES", "Visit", "Visitor"]

ROOT = Path(__file__).parents[3]
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
ROLES = ("nobody", "guest", "user", "admin")
_IN_COOKIES = {"content-type": "application/json", "X-Tokentill-Session": "cookie"}
_ENTER = {
    "guest": "mutation ($device: String!) { entered: startGuestSession(input: { deviceKey: $device }) { __typename } }",
    "user": """mutation ($email: String!, $password: String!) {
        entered: register(input: { email: $email, password: $password, name: "Ada" }) { __typename } }""",
    "admin": """mutation ($email: String!, $password: String!) {
        entered: login(input: { email: $email, password: $password }) { __typename } }""",
}

_VERIFY = "mutation ($token: String!) { verifyEmail(input: { token: $token }) { __typename } }"
_BESIDE = """async width => {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)  // laid out anew
  return document.documentElement.scrollWidth <= width ? [] :
  [...document.querySelectorAll("body *")].filter(each => each.getBoundingClientRect().right > width)
    .filter(each => !each.closest(".mantine-TableScrollContainer-root"))
    .map(each => `${each.tagName} ${each.className} ${each.textContent.slice(0, 80)}`).slice(0, 5)
}"""


class Visitor:
    """Somebody at the web client."""

    def __init__(self, server: LiveServer, context: BrowserContext, watched: Watched) -> None:
        self.server = server
        self.context = context
        self.watched = watched
        self.email = f"{new_id('ada')}@example.com"

    @property
    def page(self) -> Page:
        return self.watched.page

    async def open(self, path: str) -> Page:
        """The screen of this path, when its heading is there."""
        await self.page.goto(f"{self.server.url}{path}")
        await self.page.get_by_role("heading", level=1).wait_for()
        return self.page

    async def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        """Call the API with this visitor's cookies, as the page does; what is in `data`."""
        body = json.dumps({"query": query, "variables": variables})
        answer = await self.context.request.post(self.server.graphql_url, data=body, headers=_IN_COOKIES)
        answered: dict[str, Any] = await answer.json()
        assert "errors" not in answered, answered
        data: dict[str, Any] = answered["data"]
        return data

    async def enter(self, role: str) -> None:
        """Sign in; a user and a guest are new ones."""
        address, password = self.email, PASSWORD
        if role == "admin":
            address, password = self.server.admin_email, self.server.admin_password
        variables = {"device": new_id("device") * 3} if role == "guest" else {"email": address, "password": password}
        entered = await self.ask(_ENTER[role], **variables)
        assert entered["entered"]["__typename"] == "SessionInCookies", entered

    async def verify(self) -> None:
        """Open the link in the mail to this visitor's address."""

        async def link() -> str | None:
            for file in (self.server.data_dir / "mail").glob("*.eml"):
                mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
                body = mail.get_body(["plain"])
                found = re.search(r"/verify-email\?token=(\S+)", "" if body is None else body.get_content())
                if found and str(mail["to"]) == self.email:
                    return found[1]
            return None

        done = await self.ask(_VERIFY, token=await until(link))
        assert done["verifyEmail"]["__typename"] == "EmailVerified", done

    async def violations(self) -> list[str]:
        """What axe finds wrong with the page as it is now, by WCAG 2.2 AA; a line each."""
        if not await self.page.evaluate("'axe' in window"):
            await self.page.evaluate(AXE.read_text("utf-8"))  # not by a script element: the page's policy forbids it
        found = await self.page.evaluate(
            "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })"
        )
        return [
            f"{each['id']}: {each['help']}: {node['html'][:200]}"
            for each in found["violations"]
            for node in each["nodes"]
        ]

    async def beside(self, size: ViewportSize) -> list[str]:
        """What lies beside a page that is wider than its window; the outermost elements first."""
        return list(await self.page.evaluate(_BESIDE, size["width"]))

    async def look(self, name: str) -> None:
        """Pictures in both themes, wide and as on a phone, for whoever wants to see them; nothing overflows."""
        for size_name, size in (("wide", WIDE), ("phone", PHONE)):
            await self.page.set_viewport_size(size)
            for theme in ("dark", "light"):  # it ends in the one that visitors have unless they say otherwise
                await self.page.evaluate(
                    "theme => document.documentElement.setAttribute('data-mantine-color-scheme', theme)", theme
                )
                await take_picture(self.page, f"{name}-{size_name}-{theme}")
            assert await self.beside(size) == [], size_name
        await self.page.set_viewport_size(WIDE)


Visit = Callable[..., Awaitable[Visitor]]


@pytest.fixture
async def visit(browser: Browser, live_server: LiveServer) -> AsyncIterator[Visit]:
    """`await visit("user")` is somebody with a fresh profile, which is closed after the test."""
    visitors = []

    async def make(
        role: str = "nobody", *, size: ViewportSize = WIDE, theme: Any = "light", locale: str = "en-GB"
    ) -> Visitor:
        context = await browser.new_context(viewport=size, color_scheme=theme, locale=locale)
        visitor = Visitor(live_server, context, watch(await context.new_page()))
        visitors.append(visitor)
        if role != "nobody":
            await visitor.enter(role)
        return visitor

    yield make
    for visitor in visitors:
        await visitor.context.close()


@pytest.fixture
async def ada(live_server: LiveServer) -> AsyncIterator[Ada]:
    """Somebody who has just signed up, for an admin to look after."""
    async with GraphQLClient(live_server.graphql_url) as client:
        ada = Ada(client, live_server)
        await ada.sign_up()
        yield ada
