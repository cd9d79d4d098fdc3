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
    "new": """mutation ($email: String!, $password: String!) {
        entered: register(input: { email: $email, password: $password, name: "Ada" }) { __typename } }""",
    "known": """mutation ($email: String!, $password: String!) {
        entered: login(input: { email: $email, password: $password }) { __typename } }""",
}

_NEWEST_ACTION = """
query ($action: String!, $target: ID) {
  auditLog(first: 1, filter: { action: $action, targetId: $target }) {
    edges { node { targetId reason outcome changes { field before after } } }
  }
}
"""
_VERIFY = "mutation ($token: String!) { verifyEmail(input: { token: $token }) { __typename } }"
_BESIDE = """async width => {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)  // laid out anew
  const root = document.documentElement
  if (root.scrollWidth <= width) return []
  const scrolls = element => element.closest("body *") &&
    (getComputedStyle(element).overflowX !== "visible" || scrolls(element.parentElement))
  const box = node => {
    const range = document.createRange()
    range.selectNode(node)
    return range.getBoundingClientRect()  // of texts, too: they may be wider than their element
  }
  const found = [`the page is ${root.scrollWidth} px wide`]
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
  while (nodes.nextNode() && found.length < 6) {
    const node = nodes.currentNode
    if (box(node).right > width && !scrolls(node.parentElement))
      found.push(`${node.nodeName} ${node.className ?? ""} ${node.textContent.slice(0, 80)}`)
  }
  return found
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
        match role:
            case "guest":
                await self.be_guest(new_id("device") * 3)
            case "admin":
                await self.sign_in(self.server.admin_email, self.server.admin_password)
            case _:
                await self._enter("new", email=self.email, password=PASSWORD)

    async def sign_in(self, address: str, password: str = PASSWORD) -> None:
        """As somebody who is there already."""
        await self._enter("known", email=address, password=password)

    async def be_guest(self, device_key: str) -> None:
        """The guest of this device, who is made unless there is one."""
        await self._enter("guest", device=device_key)

    async def _enter(self, how: str, **variables: str) -> None:
        entered = await self.ask(_ENTER[how], **variables)
        assert entered["entered"]["__typename"] == "SessionInCookies", entered

    async def recorded(self, action: str, target: str | None = None) -> dict[str, Any]:
        """The newest row of the record of admin actions, of this kind; with `changes` as {field: (before, after)}."""
        edges = (await self.ask(_NEWEST_ACTION, action=action, target=target))["auditLog"]["edges"]
        row: dict[str, Any] = edges[0]["node"]
        changes = {each["field"]: (each["before"], each["after"]) for each in row["changes"]}
        return {**row, "changes": changes}

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
        """How wide a page is that is wider than its window, and what lies beside; the outermost first."""
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
        role: str = "nobody", *, size: ViewportSize = WIDE, theme: Any = "light", locale: str = "en-GB", **more: Any
    ) -> Visitor:
        context = await browser.new_context(viewport=size, color_scheme=theme, locale=locale, **more)
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
