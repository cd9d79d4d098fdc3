"""Every screen as everybody who may open it, on both sizes, in both themes and languages. Screenshots show them."""

import os
from pathlib import Path

import pytest

from tests.browser.conftest import PHONE, WIDE
from tests.browser.web.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.nightly]

GUEST = ("/", "/chat", "/shop", "/usage", "/tickets", "/sign-in", "/sign-up", "/forgot-password")
USER = (
    "/",
    "/chat",
    "/shop",
    "/shop/plans",
    "/purchases",
    "/usage",
    "/tickets",
    "/teams",
    "/gifts",
    "/settings",
    "/settings/security",
    "/settings/balance",
    "/settings/api-keys",
    "/settings/data",
)
SCREENS = {
    "nobody": ("/shop", "/sign-in", "/sign-up", "/forgot-password", "/signed-in", "/no-such-page"),
    "guest": GUEST,
    "user": USER,
    "admin": (*USER, "/admin"),
}


@pytest.mark.parametrize("locale", ["en-GB", "zh-CN"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("role", SCREENS)
async def test_every_screen_is_whole(visit: Visit, tmp_path: Path, role: str, size, theme: str, locale: str) -> None:
    """SCREENSHOTS=folder keeps the pictures."""
    folder = Path(os.environ.get("SCREENSHOTS", tmp_path))
    visitor = await visit(role, size=size, theme=theme, locale=locale)
    found = {}
    for path in SCREENS[role]:
        page = await visitor.open(path)
        await page.wait_for_load_state("networkidle")
        name = f"{role}{path.replace('/', '-')}-{size['width']}-{theme}-{locale}.png"
        await page.screenshot(path=folder / name, full_page=True)
        found[path] = [*await visitor.violations(), *await visitor.beside(size)]
    assert {path: problems for path, problems in found.items() if problems} == {}
    assert visitor.watched.problems == []
    assert visitor.watched.hosts == {f"127.0.0.1:{visitor.server.port}"}
