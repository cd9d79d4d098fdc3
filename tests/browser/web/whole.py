"""Whether a screen is whole: all of it there, read by everybody, nothing beside the window, no text cut off."""

from playwright.async_api import Page, ViewportSize

from tests.browser.web.conftest import Visitor

__all__ = ["count_requests", "faults", "misplaced", "open_whole"]

_COUNT = """(() => {
  const { fetch } = window
  window.asking = 0
  window.fetch = async (...request) => {
    window.asking++
    try { return await fetch(...request) } finally { setTimeout(() => window.asking--, 100) }
  }
})()"""
_WHOLE = "() => window.asking === 0 && !document.querySelector('.mantine-Skeleton-root, [data-loading]')"
_CUT_OFF = """() => [...document.querySelectorAll(".mantine-Badge-label, .mantine-Button-label, [role=tab], th, td")]
  .filter(each => each.clientWidth > 0 && each.scrollWidth > each.clientWidth + 1)
  .filter(each => getComputedStyle(each).overflowX !== "visible")
  .map(each => `cut off: ${each.className} ${each.textContent.slice(0, 80)}`).slice(0, 5)"""


async def count_requests(visitor: Visitor) -> None:
    """From the next page on, so that `open_whole` knows when all is there."""
    await visitor.context.add_init_script(_COUNT)


async def open_whole(visitor: Visitor, path: str) -> Page:
    """The screen of this path, when all that it asked for is there."""
    page = await visitor.open(path)
    await page.wait_for_function(_WHOLE)
    return page


async def faults(visitor: Visitor, size: ViewportSize) -> list[str]:
    """What axe finds, what lies beside the window, and texts of buttons, badges, tabs and cells that are cut off."""
    return [*await visitor.violations(), *await misplaced(visitor, size)]


async def misplaced(visitor: Visitor, size: ViewportSize) -> list[str]:
    """The same without axe."""
    return [*await visitor.beside(size), *await visitor.page.evaluate(_CUT_OFF)]
