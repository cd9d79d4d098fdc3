"""What is sold, in the administration: packages and plans by the version that was read, and promo codes."""

from typing import Any

import pytest
from playwright.async_api import expect

from models.ids import new_id
from tests.browser.web.conftest import Visit
from tests.browser.web.desk import act, done

pytestmark = [pytest.mark.browser, pytest.mark.nightly]

PLAN = """
query ($first: Int!) {
  catalogPlans(first: $first) { edges { node {
    id version retired order graceDays
    plan { name limits { tokensPerMonth maxTokensPerRequest requestsPerDay premiumModels priority }
           prices { interval price { currency amount } } }
  } } }
}
"""


async def test_a_price_is_changed_once_and_the_edit_of_an_older_version_is_refused(visit: Visit) -> None:
    admin = await visit("admin", reduced_motion="reduce")
    page = await admin.open("/admin/catalogue")
    name = new_id("pack")
    await page.get_by_role("button", name="New package").click()
    dialog = page.get_by_role("dialog", name="New package")
    for label, text in {"Id": name, "Name": name, "Tokens": "5000", "Currency": "CNY"}.items():
        await dialog.get_by_label(label, exact=False).first.fill(text)
    await dialog.get_by_role("textbox", name="Price").first.fill("9.90")
    assert await admin.violations() == []
    await admin.look("new-package")
    await dialog.get_by_role("button", name="New package").click()
    await done(page)
    row = page.get_by_role("row").filter(has_text=name)
    await expect(row).to_contain_text("CN¥9.90")

    await row.get_by_role("button", name="Edit").click()
    dialog = page.get_by_role("dialog", name="Edit")
    await dialog.get_by_role("textbox", name="Price").first.fill("8.80")
    edit = "mutation ($id: ID!) { updatePackage(input: { packageId: $id, version: 1, tokens: 6000 }) { __typename } }"
    assert await admin.ask(edit, id=name) == {"updatePackage": {"__typename": "PackageSaved"}}
    for _ in range(2):  # the second try is not one of the newer version by chance
        await dialog.get_by_role("button", name="Edit").click()
        await expect(dialog.get_by_role("alert")).to_have_attribute("data-code", "CATALOG_EDIT_STALE")
        await expect(row).to_contain_text("6,000")
    await dialog.get_by_role("button", name="Cancel").click()
    await expect(row).to_contain_text("CN¥9.90")

    await row.get_by_role("button", name="Edit").click()
    await dialog.get_by_role("textbox", name="Price").first.fill("8.80")
    await dialog.get_by_role("button", name="Edit").click()
    await done(page)
    await expect(row).to_contain_text("CN¥8.80")
    await row.get_by_role("button", name="Retire").click()
    await page.get_by_role("dialog").get_by_role("button", name="Retire").click()
    await done(page)
    await row.get_by_role("button", name="History").click()
    versions = page.get_by_role("dialog").get_by_role("article")
    await expect(versions).to_contain_text(
        ["Version 4: retired", "CN¥9.90 → CN¥8.80", "5000 → 6000", "Version 1: made"]
    )
    assert await admin.violations() == []
    await admin.look("history")
    assert (await admin.recorded("retire_package", name))["changes"]["retired"] == ("false", "true")
    assert admin.watched.problems == []


async def test_a_plan_is_made_edited_retired_and_offered_again(visit: Visit) -> None:
    admin = await visit("admin")

    async def plan() -> dict[str, Any]:
        edges = (await admin.ask(PLAN, first=50))["catalogPlans"]["edges"]
        return next(edge["node"] for edge in edges if edge["node"]["id"] == name)

    page = await admin.open("/admin/catalogue/plans")
    name = new_id("p")[:20]
    new = {"Id": name, "Name": name, "Currency": "cny", "Tokens a month": "50,000", "Most tokens a request": "2000"}
    await page.get_by_role("button", name="New plan").click()
    dialog = page.get_by_role("dialog", name="New plan")
    for label, text in new.items():
        await dialog.get_by_label(label, exact=False).first.fill(text)
    await dialog.get_by_role("textbox", name="Price").fill("19.90")
    await dialog.get_by_role("button", name="New plan").click()
    await done(page)
    made = await plan()
    assert (made["version"], made["plan"]["name"], made["graceDays"]) == (1, name, 3)
    assert made["plan"]["prices"] == [{"interval": "MONTH", "price": {"currency": "CNY", "amount": "1990"}}]
    limits = {"tokensPerMonth": "50000", "maxTokensPerRequest": 2000, "requestsPerDay": None}
    assert made["plan"]["limits"] == {**limits, "premiumModels": False, "priority": 0}

    row = page.get_by_role("row").filter(has_text=name)
    await act(page, "Edit", {"Requests a day": "70", "Most tokens a request": "2500"}, within=row)
    await done(page)
    edited = (await plan())["plan"]["limits"]
    assert (edited["requestsPerDay"], edited["maxTokensPerRequest"]) == (70, 2500)
    await act(page, "Retire", within=row)
    await done(page)
    await act(page, "Offer again", within=row)
    await done(page)
    assert ((await plan())["retired"], (await plan())["version"]) == (False, 4)
    assert (await admin.recorded("restore_plan", name))["outcome"] == "done"
    await act(page, "Retire", within=row)  # nobody else is to be offered it
    await done(page)
    await row.get_by_role("button", name="History").click()
    versions = page.get_by_role("dialog").get_by_role("article")
    await expect(versions).to_contain_text(["retired", "offered again", "retired", "70 requests a day", "made"])
    assert await admin.violations() == []
    assert admin.watched.problems == []


async def test_a_promo_code_is_made_and_switched_off(visit: Visit) -> None:
    admin = await visit("admin")
    page = await admin.open("/admin/catalogue/promo-codes")
    code = new_id("C").upper()[:20].replace("_", "-")
    await act(page, "New promo code", {"Code": code, "Per cent off": "20", "Most in all": "100"})
    await done(page)
    row = page.get_by_role("row").filter(has_text=code)
    await expect(row.get_by_role("cell")).to_contain_text([code, "20 % off", "0 of 100", "1"])
    await row.get_by_role("button", name="Edit").click()
    await page.get_by_label("Can be used").uncheck()
    await page.get_by_role("dialog").get_by_role("button", name="Edit").click()
    await done(page)
    await expect(row).to_contain_text("Off")
    assert (await admin.recorded("update_promo_code"))["changes"]["active"] == ("true", "false")
