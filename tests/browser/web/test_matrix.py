"""Every screen as everybody who may open it, on all sizes, in both themes and languages. Screenshots show them."""

import re
from collections.abc import Iterator

import pytest
from playwright.async_api import ViewportSize

from tests.browser.conftest import PHONE, WIDE, take_picture
from tests.browser.web.conftest import ROOT, Visit, Visitor
from tests.browser.web.openers import close, openers
from tests.browser.web.pasts import Past, pasts
from tests.browser.web.whole import count_requests, faults, misplaced, open_whole
from tests.support.server import LiveServer

ZOOMED = {
    "200%": (ViewportSize(width=640, height=400), 2),
    "reflow": (ViewportSize(width=320, height=256), 1),
}
"""WCAG 2.2: 1.4.4 of a window of 1280 x 800, and 1.4.10."""

PAGES_OF_MAILS = tuple(
    f"/{page}?token={{{token}}}"
    for page, token in (("verify-email", "verify"), ("reset-password", "reset"), ("team-invitation", "invitation"))
)
EVERYBODY = ("/chat/join", "/shop", "/shop/plans", "/chat/join#invitation", "/no-such-page")
ENTRY = ("/sign-in", "/sign-up", "/forgot-password")
SIGNED_IN = ("/", "/chat", "/chat/{conversation}", "/usage", "/tickets", *EVERYBODY)
USER = (
    *SIGNED_IN,
    "/tickets/{ticket}",
    *(f"/shop/payment/{{{state}}}" for state in ("open", "declined", "processing", "paid", "refunded")),
    "/purchases",
    *(f"/purchases/{{{state}}}" for state in ("open", "declined", "paid", "refunded", "disputed", "gift")),
    "/teams",
    "/teams/{team}",
    "/gifts",
    "/settings",
    "/settings/security",
    "/settings/balance",
    "/settings/api-keys",
    "/settings/data",
)
ADMINISTRATION = (
    "/admin",
    "/admin/users",
    "/admin/users/{other}",
    "/admin/payments",
    "/admin/payments/review",
    "/admin/payments/invoices",
    "/admin/payments/disputes",
    "/admin/catalogue",
    "/admin/catalogue/plans",
    "/admin/catalogue/promo-codes",
    "/admin/catalogue/models",
    "/admin/catalogue/prices",
    "/admin/bulk-grants",
    "/admin/moderation",
    "/admin/moderation/blocks",
    "/admin/bans",
    "/admin/keys",
    "/admin/teams",
    "/admin/webhooks",
    "/admin/webhooks/deliveries",
    "/admin/audit",
    "/admin/no-such-page",
)
SCREENS = {
    "nobody": (*EVERYBODY, *ENTRY, "/signed-in", *PAGES_OF_MAILS),
    "guest": (*SIGNED_IN, *ENTRY),
    "user": (*USER, "/admin"),
    "admin": (*USER, *ADMINISTRATION),
}
"""By role: addresses, with what its `Past` fills in."""


def patterns() -> Iterator[str]:
    """Every route of the web client, in the form of wouter."""
    source = ROOT / "web" / "src"
    for file in (source / "app" / "routes.tsx", source / "screens" / "admin" / "pages.ts"):
        yield from re.findall(r'\{ path: "([^"]+)"', file.read_text("utf-8"))
    for file in sorted((source / "screens").rglob("*.tsx")):
        yield from re.findall(r'<Route path="([^"]+)"', file.read_text("utf-8"))
    settings = (source / "screens" / "settings" / "index.tsx").read_text("utf-8")
    tabs = re.search(r"const PAGES[^{]*\{(.*?)\}", settings, re.DOTALL)
    assert tabs
    for name in re.findall(r'"?([\w-]+)"?: \w+Page', tabs[1]):
        yield "/settings" if name == "profile" else f"/settings/{name}"


def test_no_screen_is_forgotten() -> None:
    routes = set(patterns())
    assert {"/", "/chat/:id?", "/shop/payment/:id", "/settings/api-keys", "/admin/users/:id", "/sign-in"} <= routes
    addresses = [address for screens in SCREENS.values() for address in screens]

    def shown(route: str) -> bool:
        """Both with and without what is optional, where it is one part: what `*` stands for are routes of their own."""
        wanted = [route[: route.rindex("/")], route[:-1]] if route.endswith("?") and "*" not in route else [route]
        forms = [re.sub(r":\w+", r"[^/]+", each).replace("/*?", "(/.*)?") or "/" for each in wanted]
        return all(any(re.fullmatch(form, address) for address in addresses) for form in forms)

    assert [route for route in sorted(routes) if not shown(route)] == []


_PASTS: dict[str, dict[str, Past]] = {}


async def visit_as(visit: Visit, server: LiveServer, role: str, **context: object) -> tuple[Visitor, Past]:
    """Somebody of this role with a past, which is made once for the server."""
    if server.url not in _PASTS:
        _PASTS[server.url] = await pasts(server)
    past = _PASTS[server.url][role]
    visitor = await visit(reduced_motion="reduce", **context)
    await count_requests(visitor)
    if past.device_key:
        await visitor.be_guest(past.device_key)
    elif past.email:
        await visitor.sign_in(past.email)
    return visitor, past


@pytest.mark.browser
@pytest.mark.nightly
@pytest.mark.parametrize("locale", ["en-GB", "zh-CN"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("role", SCREENS)
async def test_every_screen_is_whole(
    visit: Visit, live_server: LiveServer, role: str, size: ViewportSize, theme: str, locale: str
) -> None:
    visitor, past = await visit_as(visit, live_server, role, size=size, theme=theme, locale=locale)
    found = {}
    for address in SCREENS[role]:
        await open_whole(visitor, address.format(**past.ids))
        found[address] = await faults(visitor, size)
        await take_picture(visitor.page, f"{role}-{address}-{size['width']}-{theme}-{locale}")
    assert {address: problems for address, problems in found.items() if problems} == {}
    assert visitor.watched.problems == []
    assert visitor.watched.hosts == {f"127.0.0.1:{visitor.server.port}"}


@pytest.mark.browser
@pytest.mark.nightly
@pytest.mark.parametrize("zoom", ZOOMED)
@pytest.mark.parametrize("role", ["user", "admin"])
async def test_every_screen_can_be_enlarged(visit: Visit, live_server: LiveServer, role: str, zoom: str) -> None:
    size, scale = ZOOMED[zoom]
    visitor, past = await visit_as(visit, live_server, role, size=size, device_scale_factor=scale)
    found = {}
    for address in SCREENS[role]:
        await open_whole(visitor, address.format(**past.ids))
        found[address] = await misplaced(visitor, size)
        await take_picture(visitor.page, f"{role}-{address}-{zoom}")
    assert {address: problems for address, problems in found.items() if problems} == {}


@pytest.mark.browser
@pytest.mark.nightly
@pytest.mark.parametrize(
    ("size", "theme", "locale"), [(WIDE, "light", "en-GB"), (PHONE, "dark", "zh-CN")], ids=["wide", "phone"]
)
@pytest.mark.parametrize("role", ["user", "admin"])
async def test_whatever_opens_is_whole(
    visit: Visit, live_server: LiveServer, role: str, size: ViewportSize, theme: str, locale: str
) -> None:
    """Menus, dialogs, lists of choices, tabs and what is folded up; each once, however many screens have it.

    Menus lie at the end of the document, beyond all landmarks: whoever opens one is led there.
    """
    visitor, past = await visit_as(visit, live_server, role, size=size, theme=theme, locale=locale)
    found: dict[str, list[str]] = {}
    seen: set[str] = set()
    for address in SCREENS[role]:
        if role == "admin" and address in USER:
            continue
        page = await open_whole(visitor, address.format(**past.ids))
        async for name, opener in openers(page, seen):
            await opener.click()
            found[f"{address}: {name}"] = [
                each for each in await faults(visitor, size) if not each.startswith("region:")
            ]
            await take_picture(visitor.page, f"{role}-{address}-{name}-{size['width']}-{theme}-{locale}")
            await close(page)
    assert {name: problems for name, problems in found.items() if problems} == {}
    assert visitor.watched.problems == []
