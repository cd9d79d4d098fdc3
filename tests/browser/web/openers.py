"""What opens something on a screen: a menu, a dialog, a list of choices, a tab, or what is folded up."""

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


async def openers(page: Page, seen: set[str]) -> list[tuple[str, ElementHandle]]:
    """Those of this screen whose names are not in `seen` yet, and put there. Tabs of the settings are screens."""
    found = []
    for opener in await page.query_selector_all(_OPENERS):
        name = await opener.evaluate(_NAME)
        is_screen = name.startswith("tab ") and urlsplit(page.url).path.startswith("/settings")
        if name not in seen and not is_screen:
            seen.add(name)
            found.append((name, opener))
    return found


async def close(page: Page) -> None:
    """What was opened last; tabs stay."""
    await page.keyboard.press("Escape")
    await expect(page.locator(_OPENED)).to_have_count(0)
