"""The web client built for an API of another origin, which runs the operations of its manifest alone."""

import json
import os
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, Request, expect

from models.ids import new_id
from tests.browser.conftest import WIDE, watch
from tests.browser.web.chatting import message_box, replies
from tests.support.graphql import PASSWORD
from tests.support.ports import free_port
from tests.support.server import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.nightly]

ROOT = Path(__file__).parents[3]
WEB = ROOT / "web"
ALL_OF_CLIENTS = ROOT / "codegen" / "typescript" / "src" / "generated" / "persisted-documents.json"
ASK = """async ([url, accept, payload]) => {
  const headers = { "content-type": "application/json", accept, "X-Tokentill-Session": "cookie" };
  const body = JSON.stringify(payload);
  return await (await fetch(url, { method: "POST", credentials: "include", headers, body })).text();
}"""


def policy(api: str) -> str:
    """As docs/frontend.md has it for web servers that cannot make nonces."""
    own = "'self'"
    return "; ".join([
        "default-src 'none'", "base-uri 'none'", f"script-src {own}", f"style-src {own} 'unsafe-inline'",
        f"img-src {own} data: blob:", f"font-src {own}", f"worker-src {own}", f"form-action {own}",
        f"connect-src {own} {api} {api.replace('http', 'ws')}", "frame-ancestors 'none'",
    ])  # fmt: skip


class Pages(SimpleHTTPRequestHandler):
    """Files of a build; the page for every address that is none."""

    api = ""

    def send_head(self) -> Any:
        if "." not in self.path.rpartition("/")[2]:
            self.path = "/index.html"
        return super().send_head()

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", policy(self.api))
        super().end_headers()

    def log_message(self, *_values: object) -> None:
        """Nothing is logged."""


@dataclass
class Sent:
    """Operations that a page sent, over HTTP and WebSockets."""

    operations: list[dict[str, Any]] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("request", self._note_request)
        page.on("websocket", lambda socket: socket.on("framesent", self._note_frame))

    def _note_request(self, request: Request) -> None:
        if request.url.endswith("/graphql") and request.method == "POST":
            self.operations.append(request.post_data_json)

    def _note_frame(self, frame: str | bytes) -> None:
        told = json.loads(frame)
        if told["type"] == "subscribe":
            self.operations.append(told["payload"])


@dataclass(frozen=True)
class Place:
    """A server of the API, and a web server of pages that were built for it, both on localhost."""

    server: LiveServer
    pages: str
    """Their origin."""
    manifest: dict[str, str]
    """The operations that the server runs, by their ids."""

    @property
    def api(self) -> str:
        return f"http://localhost:{self.server.port}"

    def id_of(self, operation: str) -> str:
        return next(id_ for id_, text in self.manifest.items() if f" {operation}(" in text.partition("{")[0])


@pytest.fixture(scope="module")
def place(node: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """As docs/frontend.md says: "Another origin", and "With persisted operations only"."""
    folder, port = tmp_path_factory.mktemp("another"), free_port()
    origin = f"http://localhost:{port}"
    files = [*WEB.glob("src/gql/*/persisted-documents.json"), ALL_OF_CLIENTS]
    manifest = {id_: text for file in files for id_, text in json.loads(file.read_text("utf-8")).items()}
    (folder / "persisted-documents.json").write_text(json.dumps(manifest), "utf-8")
    env = {
        "WEB_CLIENT": "false",
        "ALLOWED_ORIGINS": origin,
        "SESSION_COOKIE_ORIGINS": origin,
        "PERSISTED_OPERATIONS_FILE": str(folder / "persisted-documents.json"),
        "PERSISTED_OPERATIONS_ONLY": "true",
    }
    place = Place(LiveServer(folder / "server", env=env), origin, manifest)
    build = [node, "node_modules/vite/bin/vite.js", "build", "--outDir", str(folder / "dist")]
    options = {"VITE_API_URL": place.api, "VITE_PERSISTED_OPERATIONS": "true"}
    subprocess.run(build, cwd=WEB, env={**os.environ, **options}, check=True, capture_output=True, timeout=120)
    place.server.start()
    pages = type("PagesOfBuild", (Pages,), {"api": place.api})
    with ThreadingHTTPServer(("127.0.0.1", port), partial(pages, directory=str(folder / "dist"))) as web:
        thread = threading.Thread(target=web.serve_forever, daemon=True)
        thread.start()
        yield place
        web.shutdown()
        thread.join()
    place.server.stop()


async def test_one_signs_up_claims_buys_and_chats_by_ids_alone(browser: Browser, place: Place) -> None:
    context = await browser.new_context(viewport=WIDE, locale="en-GB")
    watched, sent = watch(await context.new_page()), Sent()
    page = watched.page
    sent.watch(page)
    await page.goto(f"{place.pages}/sign-up")
    await page.get_by_role("textbox", name="Name").fill("Ada")
    await page.get_by_label("E-mail").fill(f"{new_id('ada')}@example.com")
    await page.get_by_role("textbox", name="Password").fill(PASSWORD)
    await page.get_by_role("button", name="Create the account").click()
    await page.get_by_role("button", name="Claim 1,000 tokens").click()
    await expect(page.get_by_role("link", name="11,000 tokens available")).to_be_visible()

    await page.get_by_role("link", name="Shop").click()
    await page.get_by_role("button", name="Pay CN¥35.00").click()
    async with context.expect_page() as opening:
        await page.get_by_role("link", name="Open the payment page").click()
    await (await opening.value).get_by_role("button", name="Pay", exact=True).click()
    await expect(page.get_by_text("You now have 511,000 tokens.")).to_be_visible()
    await expect(page.get_by_role("link", name="511,000 tokens available")).to_be_visible()

    await page.get_by_role("link", name="Chat").click()
    await message_box(page).fill("What is 2 + 3?")
    await message_box(page).press("Enter")
    await expect(replies(page)).to_contain_text("2 + 3 = 5.")

    await page.reload()
    await expect(replies(page)).to_contain_text("2 + 3 = 5.")
    assert await page.evaluate("document.cookie") == ""
    assert watched.hosts == {place.pages.removeprefix("http://"), place.api.removeprefix("http://")}
    assert watched.problems == []
    asked = {place.manifest[each["documentId"]].partition("{")[0].split("(")[0].strip() for each in sent.operations}
    assert not [each for each in sent.operations if each.get("query")]
    assert asked >= {
        "mutation SignUp",
        "mutation ClaimTokens",
        "mutation StartPurchase",
        "query PaymentOutcome",
        "subscription BalanceWatch",
    }
    await context.close()


async def test_event_streams_run_by_id_as_well_and_documents_are_refused(browser: Browser, place: Place) -> None:
    context = await browser.new_context()
    page = await context.new_page()
    await page.goto(f"{place.pages}/sign-in")
    ada = {"email": f"{new_id('ada')}@example.com", "password": PASSWORD}

    async def ask(accept: str, **payload: object) -> str:
        return str(await page.evaluate(ASK, [f"{place.api}/graphql", accept, payload]))

    entered = await ask("application/json", documentId=place.id_of("Register"), variables=ada)
    assert '"SessionInCookies"' in entered
    chat = {"message": "Hello", "key": "chat"}
    assert '"ChatCompleted"' in await ask("text/event-stream", documentId=place.id_of("ChatStream"), variables=chat)
    assert '"PERSISTED_OPERATIONS_ONLY"' in await ask("application/json", query="{ me { email } }")
    await context.close()
