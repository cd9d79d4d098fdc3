"""What is served at the addresses of the web client; browsers drive it in tests/browser."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from server.app import create_app
from server.web.client import OF_API, WebClient
from settings import Settings

HTML = "text/html,application/xhtml+xml,*/*;q=0.8"
PAGE = '<meta name="csp-nonce" content="__CSP_NONCE__"><script type="module" src="/assets/index-D2edm6DJ.js"></script>'
SCRIPT = "console.log(1)"

Get = Callable[..., Any]


@pytest.fixture
def built(tmp_path: Path) -> Path:
    folder = tmp_path / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text(PAGE)
    (folder / "icon.svg").write_text("<svg/>")
    (folder / ".hidden").write_text("hidden")
    (folder / "assets" / "index-D2edm6DJ.js").write_text(SCRIPT)
    (tmp_path / "secret.txt").write_text("secret")
    return folder


@pytest.fixture
def get(built: Path) -> Get:
    """Asks an application that has the web client and nothing else, as a browser that goes somewhere."""
    return asking(WebClient(Settings(), built))


def asking(web_client: WebClient) -> Get:
    app = Starlette()
    app.router.default = web_client.before(app.router.default)

    async def ask(path: str, *, method: str = "GET", accept: str = HTML) -> httpx.Response:
        async def as_it_is(scope: Scope, receive: Receive, send: Send) -> None:
            await app({**scope, "path": unquote(path.partition("?")[0])}, receive, send)  # httpx would take `..` away

        async with httpx.AsyncClient(transport=httpx.ASGITransport(as_it_is), base_url="http://test") as http:
            return await http.request(method, "/", headers={"Accept": accept, "Accept-Encoding": "gzip, br"})

    return ask


def directives(answer: httpx.Response) -> dict[str, str]:
    parts = answer.headers["content-security-policy"].split("; ")
    return dict(part.split(" ", 1) for part in parts)


@pytest.mark.parametrize(
    "path", ["/", "/wallet", "/tickets/tic_1", "/admin/users/usr_1?tab=2", "/index.html", "//a.example"]
)
async def test_every_screen_is_the_one_page_under_a_nonce_of_its_own(get: Get, path: str) -> None:
    first, second = await get(path), await get(path)
    for answer in (first, second):
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
        nonce = re.search(r'content="([A-Za-z0-9_-]{22})"', answer.text)[1]
        assert directives(answer)["script-src"] == f"'self' 'nonce-{nonce}'"
        assert directives(answer)["style-src"] == f"'self' 'nonce-{nonce}'"
        assert "__CSP_NONCE__" not in answer.text
    assert first.text != second.text


async def test_the_page_is_asked_for_each_time_and_never_answered_by_304(get: Get) -> None:
    answer = await get("/")
    assert answer.headers["cache-control"] == "no-cache"
    assert not {"etag", "last-modified"} & set(answer.headers)


async def test_assets_are_kept_for_a_year_and_the_icon_is_asked_about(get: Get) -> None:
    script, icon = await get("/assets/index-D2edm6DJ.js", accept="*/*"), await get("/icon.svg", accept="image/*")
    assert (script.text, icon.text) == (SCRIPT, "<svg/>")
    assert script.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert icon.headers["cache-control"] == "no-cache"
    assert icon.headers["etag"]
    assert script.headers["content-type"].startswith("text/javascript")
    assert icon.headers["content-type"] == "image/svg+xml"
    assert directives(script)["default-src"] == "'none'"


@pytest.mark.parametrize(
    "path",
    [
        "/assets/gone-1234.js",
        "/assets/",
        "/assets",
        "/assets/../index.html",
        "/assets/../../secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/assets/%2e%2e/%2e%2e/secret.txt",
        "/assets//etc/passwd",
        "/assets/%00",
        "/assets/" + "x" * 5_000,
    ],
)
async def test_what_is_no_asset_is_404_and_kept_by_nobody(get: Get, path: str) -> None:
    answer = await get(path)
    assert answer.status_code == 404
    assert "immutable" not in answer.headers.get("cache-control", "")


@pytest.mark.parametrize(
    "path", ["/../secret.txt", "/..%2fsecret.txt", "/.hidden", "/%00", "/icon.svg%00", "/" + "x" * 5_000]
)
async def test_nothing_else_of_the_disk_is_shown(get: Get, path: str) -> None:
    assert (await get(path, accept="*/*")).status_code == 404
    assert (await get(path)).text.startswith("<meta")  # a browser is shown the page, which says that there is no such


@pytest.mark.parametrize("path", ["/nothing", "/index.html", "/wallet"])
@pytest.mark.parametrize(("method", "accept"), [("GET", "application/json"), ("GET", "*/*"), ("POST", HTML)])
async def test_programs_are_told_that_there_is_nothing(get: Get, path: str, method: str, accept: str) -> None:
    assert (await get(path, method=method, accept=accept)).status_code == 404


@pytest.mark.parametrize(
    "path", ["/graphiql", "/auth/nobody/callback/x", "/receipts/1.pdf", "/webhooks/none", "/health/x"]
)
async def test_what_is_the_apis_is_never_a_screen(get: Get, path: str) -> None:
    assert (await get(path)).status_code == 404


async def test_head_is_answered_as_get(get: Get) -> None:
    page, script = await get("/", method="HEAD"), await get("/assets/index-D2edm6DJ.js", method="HEAD")
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert (script.status_code, script.headers["content-length"]) == (200, str(len(SCRIPT)))


async def test_without_a_build_the_page_says_how_to_make_one(tmp_path: Path) -> None:
    get = asking(WebClient(Settings(), tmp_path / "dist"))
    answer = await get("/wallet")
    assert (answer.status_code, "make web" in answer.text) == (503, True)
    assert (await get("/assets/index-D2edm6DJ.js")).status_code == 404


async def test_a_new_build_is_served_without_a_restart(get: Get, built: Path) -> None:
    await get("/")
    (built / "index.html").write_text("new")
    assert (await get("/")).text == "new"


@pytest.fixture
async def whole(settings: Settings, built: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes the whole application with this build; nothing of it is started."""
    monkeypatch.setattr("server.app.WebClient", lambda settings: WebClient(settings, built))
    apps = []

    def make(**changed: object) -> httpx.AsyncClient:
        apps.append(create_app(settings.model_copy(update=changed)))
        transport = httpx.ASGITransport(apps[-1])
        return httpx.AsyncClient(transport=transport, base_url="http://test", headers={"Accept": HTML})

    yield make
    for app in apps:
        await app.state.container.client.close()
        app.state.container.services.identity.close()


async def test_the_api_keeps_all_that_it_has(whole: Any) -> None:
    async with whole() as http:
        found = {path: (await http.get(path)) for path in ("/health", "/verify-email", "/tickets/a.md", "/wallet", "/")}
        lost = await http.post("/wallet")
        slash = await http.get("/health/")
    assert found["/health"].json() == {"alive": True}
    assert "Confirm your e-mail address" in found["/verify-email"].text
    assert found["/tickets/a.md"].status_code == 403  # a link without its signature
    assert [found[path].text.startswith("<meta") for path in ("/wallet", "/")] == [True, True]
    assert (lost.status_code, lost.json()["code"]) == (404, "NOT_FOUND")
    assert (slash.status_code, slash.headers["location"]) == (307, "http://test/health")


async def test_every_route_is_named_as_the_apis_so_that_limits_count_it(whole: Any) -> None:
    async with whole(graphiql=True, clerk_webhook_secret=SecretStr("whsec_c2VjcmV0")) as http:
        paths = [route.path for route in http._transport.app.routes]
    assert len(paths) >= 16
    assert {path.split("/")[1] for path in paths} - OF_API == {"tickets"}  # which the limits leave to its signed links


async def test_the_whole_applications_headers_are_on_the_page_once(whole: Any) -> None:
    async with whole() as http:
        headers = (await http.get("/")).headers
    assert headers.get_list("content-security-policy")[0].startswith("default-src 'none'; script-src 'self' 'nonce-")
    assert len(headers.get_list("content-security-policy")) == 1
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "payment=()" in headers["permissions-policy"]


async def test_switched_off_there_is_nothing_at_its_addresses(whole: Any) -> None:
    async with whole(web_client=False) as http:
        for path in ("/", "/wallet", "/assets/index-D2edm6DJ.js", "/icon.svg"):
            answer = await http.get(path)
            assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")


def scope(path: str, accept: str = HTML, *, method: str = "GET", kind: str = "http") -> Scope:
    return {"type": kind, "method": method, "path": path, "headers": [(b"accept", accept.encode())]}


@pytest.mark.parametrize(
    ("asked", "served"),
    [
        (scope("/"), True),
        (scope("/assets/index-D2edm6DJ.js", "*/*"), True),
        (scope("/icon.svg", "image/*"), True),
        (scope("/graphql"), False),
        (scope("/verify-email"), False),
        (scope("/auth/google"), False),
        (scope("/nothing", "*/*"), False),
        (scope("/wallet", method="POST"), False),
        (scope("/", kind="websocket"), False),
    ],
)
def test_only_requests_for_the_client_are_free_of_limits(built: Path, asked: Scope, served: bool) -> None:
    assert WebClient(Settings(), built).serves(asked) is served
