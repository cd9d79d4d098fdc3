"""What the first load of wallet and shop may cost: bytes, requests, and what stands in the way of drawing."""

import pytest
from playwright.async_api import Page

from tests.browser.web.conftest import Visit

pytestmark = pytest.mark.browser

KILOBYTES = 250
"""Compressed, all files and answers of the API together."""
REQUESTS = 50

RESOURCES = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .map(({ name, encodedBodySize, renderBlockingStatus, initiatorType }) =>
    [name, encodedBodySize, renderBlockingStatus, initiatorType])"""


async def resources(page: Page) -> list[tuple[str, int, str, str]]:
    await page.wait_for_load_state("networkidle")
    return [tuple(row) for row in await page.evaluate(RESOURCES)]


@pytest.mark.parametrize(("path", "role"), [("/", "user"), ("/shop", "user"), ("/shop", "nobody")])
async def test_the_first_load_keeps_to_its_budget(visit: Visit, path: str, role: str) -> None:
    visitor = await visit(role)
    page = await visitor.open(path)
    found = await resources(page)
    sizes = sorted(((size, name) for name, size, _, _ in found), reverse=True)
    total = sum(size for size, _ in sizes)
    assert total <= KILOBYTES * 1_000, (total, sizes[:8])
    assert len(found) <= REQUESTS, (len(found), sizes)
    blocking = [name for name, _, status, _ in found if status == "blocking"]
    assert all(name.endswith(".css") for name in blocking), blocking
    assert len(blocking) <= 2, blocking
    assert visitor.watched.hosts == {f"127.0.0.1:{visitor.server.port}"}


async def test_a_second_visit_fetches_no_file_again(visit: Visit) -> None:
    visitor = await visit("user")
    await visitor.open("/")
    page = await visitor.open("/")
    await page.wait_for_load_state("networkidle")
    fetched = await page.evaluate(
        """() => performance.getEntriesByType("resource")
          .filter(({ name, transferSize }) => name.includes("/assets/") && transferSize > 0).map(({ name }) => name)"""
    )
    assert fetched == []
