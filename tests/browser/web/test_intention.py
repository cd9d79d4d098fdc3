"""A second try is the same intention only while it is about the same: its idempotency key says so to the server."""

import pytest
from playwright.async_api import Route, expect

from tests.browser.web.conftest import Visit

pytestmark = pytest.mark.browser


async def test_another_try_with_other_values_is_another_intention(visit: Visit) -> None:
    visitor = await visit("user")
    page = await visitor.open("/teams")

    async def lose(route: Route) -> None:
        if "createTeam" in (route.request.post_data or ""):
            await route.fetch()
            await route.abort()
        else:
            await route.continue_()

    await page.route("**/graphql", lose)
    name = page.get_by_role("textbox", name="Name")
    await name.fill("One")
    await page.get_by_role("button", name="Make a team").click()
    await expect(page.get_by_role("alert")).to_be_visible()
    await page.unroute("**/graphql")
    await name.fill("Two")
    await page.get_by_role("button", name="Make a team").click()
    await expect(page.get_by_role("heading", level=1, name="Two")).to_be_visible()
    await expect(page.get_by_role("alert")).to_have_count(0)
