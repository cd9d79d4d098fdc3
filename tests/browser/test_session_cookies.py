"""A session in cookies in a real browser: what a page of ours has, and what a page of another site can do with it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Page

from models.ids import new_id
from tests.support.graphql import PASSWORD
from tests.support.server import LiveServer

pytestmark = pytest.mark.browser

REGISTER = f"""mutation {{ register(input: {{ email: "EMAIL", password: "{PASSWORD}", name: "Ada" }}) {{
  __typename ... on SessionInCookies {{ user {{ email }} }} }} }}"""
ME = "{ me { email } }"
LOGOUT_EVERYWHERE = "mutation { logoutEverywhere(input: {}) { __typename } }"

ASK = """async ([url, query, headers]) => {
  const body = JSON.stringify({ query });
  const response = await fetch(url, { method: "POST", credentials: "include", headers, body }).catch(error => null);
  return response && response.type !== "opaque" ? await response.json() : "blocked";
}"""
NO_CORS = """async ([url, query]) => {  // sent, but the answers are kept from the page
  const body = JSON.stringify({ query });
  await fetch(url, { method: "POST", mode: "no-cors", credentials: "include", body }).catch(error => null);
  const address = `${url}?query=${encodeURIComponent(query)}`;
  await fetch(address, { mode: "no-cors", credentials: "include" }).catch(error => null);
}"""
FORM = """([url, query]) => {
  document.body.innerHTML = `<form method="post" enctype="text/plain" action="${url}"><input></form>`;
  document.querySelector("input").name = JSON.stringify({ query, x: "" }).slice(0, -2);
  document.querySelector("input").value = '"}';
  document.forms[0].submit();
}"""
SOCKET = """url => new Promise(done => {
  const socket = new WebSocket(url, "graphql-transport-ws");
  socket.onopen = () => socket.send('{"type":"connection_init","payload":{"X-Tokentill-Session":"cookie"}}');
  socket.onmessage = message => done(JSON.parse(message.data).type);
  socket.onclose = event => done(event.code);
})"""
JSON_TYPE = {"content-type": "application/json"}
IN_COOKIES = {**JSON_TYPE, "X-Tokentill-Session": "cookie"}


@pytest.fixture
async def profile(browser: Browser) -> AsyncIterator[BrowserContext]:
    """Pages that no policy of their own keeps from calling, so that only the server's rules count."""
    context = await browser.new_context(bypass_csp=True)
    yield context
    await context.close()


async def test_a_page_of_ours_has_the_session_and_another_site_has_nothing(
    profile: BrowserContext, live_server: LiveServer
) -> None:
    url, email = live_server.graphql_url, f"{new_id('ada')}@example.com"
    ours, theirs = await profile.new_page(), await profile.new_page()
    await ours.goto(f"{live_server.url}/health")
    await theirs.goto(f"http://localhost:{live_server.port}/health")  # another site than 127.0.0.1

    async def ask(page: Page, query: str, headers: dict[str, str]) -> Any:
        return await page.evaluate(ASK, [url, query, headers])

    registered = await ask(ours, REGISTER.replace("EMAIL", email), IN_COOKIES)
    assert registered == {"data": {"register": {"__typename": "SessionInCookies", "user": {"email": email}}}}
    assert await ours.evaluate("document.cookie + JSON.stringify([localStorage, sessionStorage])") == "[{},{}]"
    kept = {cookie["name"]: (cookie["httpOnly"], cookie["sameSite"]) for cookie in await profile.cookies()}
    assert kept == {"tokentill_access": (True, "Strict"), "tokentill_refresh": (True, "Strict")}
    assert await ask(ours, ME, IN_COOKIES) == {"data": {"me": {"email": email}}}
    assert await ours.evaluate(SOCKET, live_server.websocket_url) == "connection_ack"

    assert await ask(theirs, ME, IN_COOKIES) == "blocked"
    assert await ask(theirs, LOGOUT_EVERYWHERE, JSON_TYPE) == "blocked"
    await theirs.evaluate(NO_CORS, [url, LOGOUT_EVERYWHERE])
    assert await theirs.evaluate(SOCKET, live_server.websocket_url) == 1006
    async with theirs.expect_navigation():
        await theirs.evaluate(FORM, [url, LOGOUT_EVERYWHERE])
    assert theirs.url == url
    assert await ask(ours, ME, IN_COOKIES) == {"data": {"me": {"email": email}}}
