"""Sessions in cookies: what browsers get, and what pages of other sites cannot do with it."""

import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest

from database.setup import Database
from server.graphql.engine import Engine
from server.graphql.http import GraphQLOverHTTP
from server.graphql.wiring import Wiring
from services.api_keys.token import ApiToken
from services.container import Services
from settings import Settings
from tests.acceptance.operations import OPERATIONS
from tests.support.clock import MovableClock
from tests.support.graphql import PASSWORD
from tests.support.schema import whole_schema

SCHEMA = whole_schema()
ORIGIN = "https://api.shop.example"
IN_COOKIES = {"X-Tokentill-Session": "cookie"}
ACCESS, REFRESH = "__Host-tokentill_access", "__Host-tokentill_refresh"
ENDED = "__Host-tokentill_ended"
ADA = {"email": "ada@example.com", "password": PASSWORD}
LOGIN = """mutation ($email: String!, $password: String!) {
  login(input: { email: $email, password: $password }) {
    __typename
    ... on Session { accessToken }
    ... on SessionInCookies { expiresAt user { email } }
    ... on UserError { code }
  }
}"""
REFRESH_SESSION = "mutation { refreshSession(input: {}) { __typename ... on UserError { code } } }"
LOGOUT = "mutation { logout(input: {}) { __typename ... on UserError { code } } }"
ME = "{ me { email } }"
PACKAGES = "{ plans { id } }"


class Browser:
    """Sends what a page does, with the cookies that the browser keeps."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http

    async def send(
        self, document: str, variables: dict[str, Any] | None = None, headers: dict[str, str] | None = None
    ) -> httpx.Response:
        asked = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin", **IN_COOKIES} if headers is None else headers
        return await self.http.post("/graphql", json={"query": document, "variables": variables or {}}, headers=asked)

    async def data(self, document: str, variables: dict[str, Any] | None = None) -> Any:
        """The one field of the answer, which has no errors."""
        answer = (await self.send(document, variables)).json()
        assert "errors" not in answer, answer
        (field,) = answer["data"].values()
        return field

    async def code(self, document: str, headers: dict[str, str] | None = None) -> tuple[int, str]:
        """Status and code of an answer that refuses."""
        response = await self.send(document, headers=headers)
        return response.status_code, response.json()["errors"][0]["extensions"]["code"]


MakeBrowser = Callable[..., Browser]


@pytest.fixture
async def open_browser(services: Services, settings: Settings, database: Database) -> AsyncIterator[MakeBrowser]:
    """Browsers of one server behind https; settings by name."""
    for name in ("users", "sessions", "ledger_entries", "ledger_snapshots"):
        await database[name].delete_many({})
    clients: list[httpx.AsyncClient] = []

    def make(**changed: object) -> Browser:
        these = settings.model_copy(update={"public_url": ORIGIN, **changed})
        identity = services.identity
        wiring = Wiring(
            engine=Engine(SCHEMA, these),
            settings=these,
            services=services,
            authenticate=identity.authenticate,
            endings=identity.endings,
        )
        transport = httpx.ASGITransport(GraphQLOverHTTP(wiring), raise_app_exceptions=False)
        clients.append(httpx.AsyncClient(transport=transport, base_url=ORIGIN))
        return Browser(clients[-1])

    yield make
    for client in clients:
        await client.aclose()


@pytest.fixture
async def browser(open_browser: MakeBrowser, services: Services) -> Browser:
    """A browser that is signed in."""
    await services.identity.register(ADA["email"], PASSWORD, "Ada")
    browser = open_browser()
    await browser.data(LOGIN, ADA)
    return browser


def set_cookies(response: httpx.Response) -> list[str]:
    return sorted(response.headers.get_list("set-cookie"))


async def test_login_sets_two_cookies_that_no_script_reads_and_tells_no_token(
    open_browser: MakeBrowser, services: Services
) -> None:
    await services.identity.register(ADA["email"], PASSWORD, "Ada")
    browser = open_browser()
    response = await browser.send(LOGIN, ADA)
    assert response.json()["data"]["login"] == {
        "__typename": "SessionInCookies",
        "expiresAt": "2026-03-01T12:15:00.000Z",
        "user": {"email": "ada@example.com"},
    }
    access, refresh = set_cookies(response)
    for cookie, name, seconds in ((access, ACCESS, 900), (refresh, REFRESH, 2_592_000)):
        value = browser.http.cookies[name]
        assert cookie == f"{name}={value}; HttpOnly; Max-Age={seconds}; Path=/; SameSite=strict; Secure"
        assert value not in response.text
    assert await browser.data(ME) == {"email": "ada@example.com"}


async def test_without_https_the_names_have_no_prefix(open_browser: MakeBrowser, services: Services) -> None:
    await services.identity.register(ADA["email"], PASSWORD, "Ada")
    response = await open_browser(public_url="http://127.0.0.1:8000").send(LOGIN, ADA, IN_COOKIES)
    for cookie, name in zip(set_cookies(response), ("tokentill_access=", "tokentill_refresh="), strict=True):
        assert cookie.startswith(name)
        assert cookie.endswith("; Path=/; SameSite=strict")


async def test_who_does_not_ask_gets_tokens_and_no_cookies(open_browser: MakeBrowser, services: Services) -> None:
    await services.identity.register(ADA["email"], PASSWORD, "Ada")
    response = await open_browser().send(LOGIN, ADA, {"Origin": ORIGIN})
    assert response.json()["data"]["login"]["__typename"] == "Session"
    assert set_cookies(response) == []


async def test_a_session_is_refreshed_and_ended_by_its_cookies(browser: Browser, clock: MovableClock) -> None:
    before = dict(browser.http.cookies)
    assert await browser.data(REFRESH_SESSION) == {"__typename": "SessionInCookies"}
    after = dict(browser.http.cookies)
    assert before.keys() == after.keys() == {ACCESS, REFRESH}
    assert before[REFRESH] != after[REFRESH]
    assert await browser.data(LOGOUT) == {"__typename": "LoggedOut"}
    assert dict(browser.http.cookies) == {}
    browser.http.cookies.update(after)
    assert await browser.code(ME) == (401, "UNAUTHENTICATED")


async def test_cookies_of_a_session_that_ended_are_nobodys_after_the_refresh(
    browser: Browser, services: Services
) -> None:
    await browser.data(OPERATIONS["LogoutEverywhere"], {"keepCurrent": True})
    assert await browser.data(ME) == {"email": "ada@example.com"}
    user = await services.identity.login(ADA["email"], PASSWORD)
    await services.identity.sessions.end_all(user.account.id, reason="test")
    assert await browser.code(ME) == (401, "UNAUTHENTICATED")
    refused = await browser.send(REFRESH_SESSION)
    assert refused.json()["data"]["refreshSession"]["code"] == "SESSION_EXPIRED"
    assert set_cookies(refused) == [
        f"{ENDED}={browser.http.cookies[ENDED]}; HttpOnly; Max-Age=2592000; Path=/; SameSite=strict; Secure"
    ]
    assert len(await browser.data(PACKAGES)) == 3
    assert await browser.code(ME) == (200, "UNAUTHENTICATED")
    assert (await browser.data(REFRESH_SESSION))["code"] == "SESSION_EXPIRED"
    assert (await browser.data(LOGIN, ADA))["__typename"] == "SessionInCookies"
    assert await browser.data(ME) == {"email": "ada@example.com"}


async def test_a_refresh_refused_late_leaves_the_cookies_of_a_newer_session(
    browser: Browser, open_browser: MakeBrowser, services: Services
) -> None:
    user = await services.identity.login(ADA["email"], PASSWORD)
    await services.identity.sessions.end_all(user.account.id, reason="test")
    on_its_way = open_browser()  # sends what the browser has before it signs in anew
    on_its_way.http.cookies.update(browser.http.cookies)
    refused = await on_its_way.send(REFRESH_SESSION)
    assert refused.json()["data"]["refreshSession"]["code"] == "SESSION_EXPIRED"
    assert (await browser.data(LOGIN, ADA))["__typename"] == "SessionInCookies"
    browser.http.cookies.extract_cookies(refused)
    assert await browser.data(ME) == {"email": "ada@example.com"}
    assert await browser.data(REFRESH_SESSION) == {"__typename": "SessionInCookies"}


async def test_logging_out_everywhere_removes_them(browser: Browser) -> None:
    assert (await browser.data(OPERATIONS["LogoutEverywhere"]))["sessionsEnded"] == 2
    assert dict(browser.http.cookies) == {}


async def test_cookies_that_ran_out_refuse_all_but_ways_in_and_out(browser: Browser, clock: MovableClock) -> None:
    clock.move(seconds=900)
    for document in (
        ME,
        PACKAGES,
        "{ plans { id } me { email } }",
        'mutation { claim(input: { idempotencyKey: "a" }) { __typename } }',
    ):
        assert await browser.code(document) == (401, "TOKEN_EXPIRED"), document
    browser.http.cookies.delete(ACCESS)  # as a browser does by then
    assert await browser.code(PACKAGES) == (401, "TOKEN_EXPIRED")
    assert (await browser.data(LOGIN, ADA))["__typename"] == "SessionInCookies"
    clock.move(seconds=900)
    assert await browser.data(REFRESH_SESSION) == {"__typename": "SessionInCookies"}
    assert await browser.data(ME) == {"email": "ada@example.com"}


async def test_cookies_alone_are_nobody(browser: Browser) -> None:
    """What a form, an image or a link of another site makes a browser send: it cannot set the header."""
    for headers in ({}, {"Origin": "https://evil.example"}, {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"}):
        assert (await browser.code(ME, headers))[1] == "UNAUTHENTICATED", headers
    asked = await browser.http.get("/graphql", params={"query": ME})
    assert asked.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


@pytest.mark.parametrize(
    "media_type", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"]
)
async def test_a_form_of_another_site_does_nothing(browser: Browser, media_type: str) -> None:
    body = json.dumps({"query": "mutation { logoutEverywhere(input: {}) { __typename } }"})
    for headers in ({}, IN_COOKIES):  # no form can set the header; if one could, this would still be refused
        sent = {"content-type": media_type, "Origin": "https://evil.example", **headers}
        response = await browser.http.post("/graphql", content=body, headers=sent)
        assert response.status_code in (403, 415)
    assert await browser.data(ME) == {"email": "ada@example.com"}


OTHER_PAGES: list[dict[str, str]] = [
    {"Origin": "https://evil.example"},
    {"Origin": "https://shop.example"},
    {"Origin": "https://api.shop.example.evil.example"},
    {"Origin": "https://api.shop.example:8443"},
    {"Origin": "http://api.shop.example"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": ORIGIN, "Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
]


async def test_another_page_is_refused_whatever_it_asks(browser: Browser) -> None:
    for page in OTHER_PAGES:
        headers = {**IN_COOKIES, **page}
        assert await browser.code(ME, headers) == (403, "CROSS_SITE_REQUEST"), page
        asked = await browser.http.get("/graphql", params={"query": ME}, headers=headers)
        assert asked.status_code == 403, page
        response = await browser.send(LOGIN, ADA, headers)  # signing a victim in as somebody else
        assert (response.status_code, set_cookies(response)) == (403, []), page


async def test_a_listed_origin_of_the_same_site_may(open_browser: MakeBrowser, services: Services) -> None:
    await services.identity.register(ADA["email"], PASSWORD, "Ada")
    app = "https://app.shop.example"
    browser = open_browser(allowed_origins=[app, "https://other.shop.example"], session_cookie_origins=[app])
    headers = {"Origin": app, "Sec-Fetch-Site": "same-site", **IN_COOKIES}
    assert (await browser.send(LOGIN, ADA, headers)).status_code == 200
    assert (await browser.send(ME, headers=headers)).json() == {"data": {"me": {"email": "ada@example.com"}}}
    other = {**headers, "Origin": "https://other.shop.example"}
    assert await browser.code(ME, other) == (403, "CROSS_SITE_REQUEST")


async def test_a_program_without_origin_may(browser: Browser) -> None:
    assert (await browser.send(ME, headers=IN_COOKIES)).json() == {"data": {"me": {"email": "ada@example.com"}}}


async def test_two_kinds_of_credentials_are_refused(browser: Browser, services: Services) -> None:
    session = await services.identity.login(ADA["email"], PASSWORD)
    bearer = {"Authorization": f"Bearer {session.access_token}"}
    assert await browser.code(ME, {**IN_COOKIES, **bearer}) == (400, "BAD_REQUEST")
    assert (await browser.send(ME, headers=bearer)).status_code == 200
    assert await browser.code(ME, {"X-Tokentill-Session": "bearer"}) == (400, "BAD_REQUEST")


async def test_a_refresh_token_in_the_input_is_refused_beside_cookies(browser: Browser) -> None:
    document = 'mutation { refreshSession(input: { refreshToken: "rt_x" }) { __typename ... on UserError { code } } }'
    assert (await browser.data(document))["code"] == "INVALID_INPUT"
    response = await browser.send(REFRESH_SESSION, headers={})
    assert response.json()["data"]["refreshSession"]["code"] == "INVALID_INPUT"


async def test_an_api_key_in_a_cookie_is_no_session(browser: Browser) -> None:
    browser.http.cookies.delete(REFRESH)
    browser.http.cookies.set(ACCESS, ApiToken.new().text, domain="api.shop.example", path="/")
    response = await browser.send(ME)
    assert response.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_they_can_be_switched_off(open_browser: MakeBrowser) -> None:
    browser = open_browser(session_cookies=False)
    response = await browser.send(LOGIN, ADA)
    assert (response.status_code, set_cookies(response)) == (403, [])
    assert response.json()["errors"][0]["extensions"]["code"] == "SESSION_COOKIES_OFF"


async def test_an_event_stream_sets_none_and_so_opens_none(
    open_browser: MakeBrowser, services: Services, database: Database
) -> None:
    await services.identity.register(ADA["email"], PASSWORD, "Ada")
    before = await database["sessions"].count_documents({})
    headers = {"accept": "text/event-stream", "Origin": ORIGIN, **IN_COOKIES}
    response = await open_browser().send(LOGIN, ADA, headers)
    assert '"code":"COOKIES_NEED_HTTP"' in response.text
    assert set_cookies(response) == []
    assert await database["sessions"].count_documents({}) == before
