"""The usage screen: sums that are the API's, every charge, and files."""

import asyncio

import pytest
from playwright.async_api import expect

from tests.browser.web.conftest import Visit

pytestmark = pytest.mark.browser

CHAT = """mutation ($message: String!, $key: String!) {
  chat(input: { message: $message, idempotencyKey: $key }) { ... on ChatCompleted { usage { cost } } } }"""


async def test_sums_chart_and_charges_are_what_was_charged(visit: Visit) -> None:
    visitor = await visit("user")
    page = await visitor.open("/usage")
    await expect(page.get_by_text("Nothing was charged in this time.")).to_be_visible()
    costs = [
        int((await visitor.ask(CHAT, message="hello", key=f"chat-{number}"))["chat"]["usage"]["cost"])
        for number in range(2)
    ]
    total, left = sum(costs), 10_000 - sum(costs)

    page = await visitor.open("/usage")
    await expect(page.get_by_role("img", name=f"{total} in all")).to_be_visible()
    by_model = page.get_by_role("table", name="By model").get_by_role("row")
    await expect(by_model).to_have_count(2)
    await expect(by_model.nth(1).get_by_role("cell").last).to_have_text(f"{total}")
    charges = page.get_by_role("table", name="Charges").get_by_role("row")
    await expect(charges).to_have_count(3)
    await expect(charges.nth(1).get_by_role("cell").last).to_have_text(f"{left:,}")
    await page.get_by_text("12 months").click()
    await expect(by_model.nth(1).get_by_role("cell").last).to_have_text(f"{total}")
    assert await visitor.violations() == []
    await visitor.look("usage")

    await page.get_by_role("button", name="Export").click()
    async with page.expect_download() as taken:
        await page.get_by_role("menuitem", name="CSV").click()
    file = await (await taken.value).path()
    text = await asyncio.to_thread(file.read_text, "utf-8-sig")
    assert len(text.splitlines()) == 3
    assert visitor.watched.problems == []
