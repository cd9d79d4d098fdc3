"""What opens something on a screen: a menu, a dialog, a list of choices, a tab, or what is folded up."""

from collections.abc import AsyncIterator
from urllib.parse import urlsplit

from playwright.async_api import ElementHandle, Page, expect

__all__ = ["close", "openers"]

_OPENERS = ", ".join(
    f"{each}:not([disabled]):visible"
    for each in ("[aria-haspopup]", "[role=tab][aria-selected=false]", "[aria-expanded=false]")
)
_OPENED = "[role=dialog]:visible, [role=menu]:visible, [role=listbox]:visible"
_NAME = """opener => {
  const name = opener.getAttribute("aria-label") ?? opener.labels?.[0]?.textContent ?? opener.textContent
  return `${opener.role ?? ""} ${name}`.trim()
}"""


async def openers(page: Page, seen: set[str]) -> AsyncIterator[tuple[str, ElementHandle]]:
    """Those of this screen whose names are not in `seen` yet, and put there. Tabs of the settings are screens."""
    while found := await _next(page, seen):
        seen.add(found[0])
        yield found


async def _next(page: Page, seen: set[str]) -> tuple[str, ElementHandle] | None:
    """Looked for anew each time: what opened may have changed the screen."""
    for opener in await page.query_selector_all(_OPENERS):
        name = await opener.evaluate(_NAME)
        is_screen = name.startswith("tab ") and urlsplit(page.url).path.startswith("/settings")
        if name not in seen and not is_screen:
            return name, opener
    return None


async def close(page: Page) -> None:
    """What was opened last; tabs stay."""
    await page.keyboard.press("Escape")
    await expect(page.locator(_OPENED)).to_have_count(0)
