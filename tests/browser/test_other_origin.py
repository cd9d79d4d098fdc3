"""Pages of another origin than the server's, as docs/frontend.md describes them: same site with cookies, else tokens.

The server is asked as http://localhost:PORT. A page of http://localhost:OTHER is of its site; one of
http://127.0.0.1:OTHER is not.
"""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.async_api import Browser, Page

from models.ids import new_id
from tests.support.graphql import PASSWORD
from tests.support.server import LiveServer

pytestmark = pytest.mark.browser

REGISTER = f"""mutation {{ register(input: {{ email: "EMAIL", password: "{PASSWORD}", name: "Ada" }}) {{
  __typename ... on Session {{ accessToken refreshToken }} }} }}"""
ME = "{ me { email } }"
REFRESH = "mutation ($input: RefreshSessionInput!) { refreshSession(input: $input) { __typename } }"
CHAT = """subscription { chatStream(input: { message: "Hello", idempotencyKey: "chat" }) {
  __typename ... on UserError { code } } }"""

ASK = """async ([url, query, variables, headers, credentials, accept]) => {
  const all = { "content-type": "application/json", accept, ...headers };
  const body = JSON.stringify({ query, variables });
  const answer = await fetch(url, { method: "POST", credentials, headers: all, body }).catch(error => null);
  if (!answer) return "blocked";
  return accept === "application/json" ? await answer.json() : await answer.text();
}"""
SOCKET = """([url, payload, query]) => new Promise(done => {
  const socket = new WebSocket(url, "graphql-transport-ws");
  const send = message => socket.send(JSON.stringify(message));
  socket.onopen = () => send({ type: "connection_init", payload });
  socket.onmessage = ({ data }) => {
    const told = JSON.parse(data);
    if (told.type === "connection_ack") send({ id: "1", type: "subscribe", payload: { query } });
    else done(told.payload.data);
  };
  socket.onclose = event => done(event.code);
})"""
FRAME = """async url => {
  const frame = document.createElement("iframe");
  const loaded = new Promise(done => { frame.onload = done; });
  frame.src = url;
  document.body.append(frame);
  await loaded;
}"""
BALANCE = "subscription { balanceChanged { available } }"
NEW = {"balanceChanged": {"available": "10000"}}
IN_COOKIES = {"X-Tokentill-Session": "cookie"}


@pytest.fixture(scope="module", autouse=True)
def elsewhere(other_port: int) -> Iterator[None]:
    """A server of empty pages."""

    class EmptyPage(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>Elsewhere</title><body></body>")

        def log_message(self, *_values: object) -> None:
            """Nothing is logged."""

    with ThreadingHTTPServer(("127.0.0.1", other_port), EmptyPage) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield
        server.shutdown()
        thread.join()


class Elsewhere:
    """A page of another origin that asks the server."""

    def __init__(self, page: Page, server: LiveServer) -> None:
        self.page = page
        self._url = f"http://localhost:{server.port}/graphql"

    async def ask(
        self,
        query: str,
        headers: dict[str, str],
        *,
        sends_cookies: bool = False,
        accept: str = "application/json",
        **values: object,
    ) -> Any:
        """What the page may read of the answer."""
        credentials = "include" if sends_cookies else "omit"
        return await self.page.evaluate(ASK, [self._url, query, values, headers, credentials, accept])

    async def watch_balance(self, payload: dict[str, str]) -> Any:
        """The first event over a WebSocket, or the code by which that was closed."""
        return await self.page.evaluate(SOCKET, [self._url.replace("http", "ws"), payload, BALANCE])


@pytest.fixture
async def page(browser: Browser) -> Any:
    context = await browser.new_context()
    yield await context.new_page()
    await context.close()


async def test_a_page_of_the_same_site_has_its_session_in_cookies(
    page: Page, shop_server: LiveServer, other_port: int
) -> None:
    await page.goto(f"http://localhost:{other_port}")
    there, email = Elsewhere(page, shop_server), f"{new_id('ada')}@example.com"
    registered = await there.ask(REGISTER.replace("EMAIL", email), IN_COOKIES, sends_cookies=True)
    assert registered == {"data": {"register": {"__typename": "SessionInCookies"}}}
    assert await there.ask(ME, IN_COOKIES, sends_cookies=True) == {"data": {"me": {"email": email}}}
    refreshed = await there.ask(REFRESH, IN_COOKIES, sends_cookies=True, input={})
    assert refreshed == {"data": {"refreshSession": {"__typename": "SessionInCookies"}}}
    assert await there.watch_balance(IN_COOKIES) == NEW
    told = await there.ask(CHAT, IN_COOKIES, sends_cookies=True, accept="text/event-stream")
    assert '"ChatCompleted"' in told
    assert await page.evaluate("document.cookie + JSON.stringify([localStorage, sessionStorage])") == "[{},{}]"


async def test_a_page_of_another_site_keeps_tokens_and_has_no_cookies(
    page: Page, shop_server: LiveServer, other_port: int
) -> None:
    await page.goto(f"http://127.0.0.1:{other_port}")
    there, email = Elsewhere(page, shop_server), f"{new_id('ada')}@example.com"
    session = (await there.ask(REGISTER.replace("EMAIL", email), {}))["data"]["register"]
    bearer = {"Authorization": f"Bearer {session['accessToken']}"}
    assert await there.ask(ME, bearer) == {"data": {"me": {"email": email}}}
    refreshed = await there.ask(REFRESH, {}, input={"refreshToken": session["refreshToken"]})
    assert refreshed == {"data": {"refreshSession": {"__typename": "Session"}}}
    assert await there.watch_balance(bearer) == NEW
    assert '"ChatCompleted"' in await there.ask(CHAT, bearer, accept="text/event-stream")

    assert await there.ask(ME, IN_COOKIES, sends_cookies=True) == "blocked"
    assert await there.watch_balance(IN_COOKIES) == 4403


async def test_named_sites_alone_frame_the_web_client(page: Page, shop_server: LiveServer, other_port: int) -> None:
    """It has X-Frame-Options: DENY, too, which browsers pass over for the policy."""
    framed = f"http://localhost:{shop_server.port}/"
    await page.goto(f"http://localhost:{other_port}")
    await page.evaluate(FRAME, framed)
    assert await page.frames[1].title() == "Tokentill"
    await page.goto(f"http://127.0.0.1:{other_port}")
    await page.evaluate(FRAME, framed)
    assert page.frames[1].url == "chrome-error://chromewebdata/"
