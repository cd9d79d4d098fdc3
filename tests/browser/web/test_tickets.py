"""Tickets: written, read again, taken away as a file, and deleted."""

import pytest
from playwright.async_api import expect

from tests.browser.web.conftest import Visit

pytestmark = pytest.mark.browser

TICKETS = "{ tickets(first: 5) { edges { node { title usage { cost } } } } balance { available } }"


async def test_a_ticket_is_written_charged_once_taken_and_deleted(visit: Visit) -> None:
    visitor = await visit("user")
    page = await visitor.open("/tickets")
    await expect(page.get_by_text("No tickets yet.")).to_be_visible()
    await page.get_by_label("What is wanted").fill("Users want to sort the list of purchases by date.")
    await expect(page.get_by_text("49 of ")).to_be_visible()
    await page.get_by_role("button", name="Write the ticket").click()
    await expect(page.get_by_role("status").filter(has_text="The ticket is below.")).to_be_visible()

    found = await visitor.ask(TICKETS)
    (ticket,) = [edge["node"] for edge in found["tickets"]["edges"]]
    assert int(found["balance"]["available"]) == 10_000 - int(ticket["usage"]["cost"])
    await page.get_by_role("button", name=ticket["title"]).click()
    async with page.expect_download() as taken:
        await page.get_by_role("button", name="Markdown").click()
    assert (await taken.value).suggested_filename.endswith(".md")
    assert await visitor.violations() == []
    await visitor.look("tickets")

    await page.get_by_role("button", name="Delete").click()
    await page.get_by_role("dialog").get_by_role("button", name="Delete").last.click()
    await expect(page.get_by_text("No tickets yet.")).to_be_visible()
    assert visitor.watched.problems == []
