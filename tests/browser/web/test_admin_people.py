"""What an admin does about many users at once, about one's refills and usage, and about what they wrote."""

import csv
from pathlib import Path

import pytest
from playwright.async_api import expect

from models.ids import new_id
from tests.acceptance.operations import OPERATIONS
from tests.browser.web.conftest import Visit
from tests.browser.web.desk import Ada, act, done

pytestmark = [pytest.mark.browser, pytest.mark.nightly]


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


async def test_tokens_are_given_to_many_after_they_were_counted(visit: Visit, ada: Ada) -> None:
    admin = await visit("admin")
    page = await admin.open("/admin/bulk-grants")
    await page.get_by_role("button", name="Give to many").click()
    dialog = page.get_by_role("dialog", name="Give to many")
    await dialog.get_by_label("Tokens for each").fill("25")
    counted = dialog.get_by_role("status").filter(has_text="users")
    await expect(counted).to_contain_text("tokens in all")
    await dialog.get_by_label("Reason").fill("Spring")
    start = dialog.get_by_role("button", name="Give to many")
    await dialog.get_by_label("Who can spend at most").fill("1 000")
    await expect(counted).to_have_count(0)  # a limit that cannot be read does not mean everybody
    await expect(start).to_be_disabled()
    await dialog.get_by_label("Who can spend at most").fill("")
    await start.click()
    await done(page)
    await expect(page.get_by_role("row").nth(1)).to_contain_text("Done")
    assert await ada.available() == "10025"


async def test_a_user_gets_refills_by_terms_of_their_own(visit: Visit, ada: Ada) -> None:
    admin = await visit("admin")
    page = await admin.open(f"/admin/users/{ada.id}")
    await page.get_by_role("button", name="Set refills").click()
    dialog = page.get_by_role("dialog", name="Set refills")
    await dialog.get_by_label("Terms").select_option("Terms of their own")
    await dialog.get_by_label("Tokens").fill("12,000")
    await dialog.get_by_label("Every").fill("2")
    await dialog.get_by_label("Unit").select_option("weeks")
    await dialog.get_by_label("Reason").fill("As agreed")
    assert await admin.violations() == []
    await admin.look("refill")
    await dialog.get_by_role("button", name="Set refills").click()
    await done(page)
    terms = (await ada.client.execute("{ autoRefill { choice mode amount cap interval unit } }"))["autoRefill"]
    assert terms == {"choice": "OWN", "mode": "RESET", "amount": "12000", "cap": None, "interval": 2, "unit": "WEEKS"}
    recorded = await admin.recorded("set_auto_refill", ada.id)
    assert (recorded["reason"], recorded["outcome"]) == ("As agreed", "done")


async def test_the_usage_of_a_user_is_taken_as_a_file(visit: Visit, ada: Ada) -> None:
    chat = (await ada.client.execute(OPERATIONS["Chat"], {"message": "Hello", "key": new_id("key")}))["chat"]
    admin = await visit("admin")
    page = await admin.open(f"/admin/users/{ada.id}")
    async with page.expect_download() as taken:
        await act(page, "Export usage")
    (row,) = rows_of(await (await taken.value).path())
    assert row["cost"] == chat["usage"]["cost"]
    assert (await admin.recorded("export_usage", ada.id))["outcome"] == "done"


async def test_a_flagged_message_is_removed_for_good_with_a_reason(visit: Visit, ada: Ada) -> None:
    variables = {"message": "Say something", "key": new_id("key")}
    reply = (await ada.client.execute(OPERATIONS["Chat"], variables))["chat"]["reply"]
    await ada.client.execute(OPERATIONS["FlagMessage"], {"message": reply["id"], "reason": "It is wrong"})
    admin = await visit("admin")
    page = await admin.open("/admin/moderation")
    card = page.get_by_role("article", name=reply["id"])
    await expect(card).to_contain_text("Flagged by 1 user")
    await expect(card).to_contain_text("Other: It is wrong")
    await card.get_by_role("button", name="Remove for good").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_role("button", name="Remove for good")).to_be_disabled()  # not without a reason
    await dialog.get_by_label("Reason").fill("It is wrong indeed")
    await dialog.get_by_role("button", name="Remove for good").click()
    await done(page)
    await expect(card).to_have_count(0)
    await page.get_by_text("Removed", exact=True).click()
    await expect(card).to_contain_text("Its text was removed.")
    await expect(card).to_contain_text("It is wrong indeed")
    assert (await admin.recorded("review_message", reply["id"]))["changes"]["state"] == ("open", "removed")
    assert await admin.violations() == []
    await admin.look("flagged")
    assert admin.watched.problems == []


async def test_a_term_is_blocked_and_taken_off_the_list(visit: Visit, ada: Ada) -> None:
    admin = await visit("admin")
    page = await admin.open("/admin/moderation/blocks")
    term = new_id("term")
    await act(page, "Block", {"What": term})
    await done(page)
    row = page.get_by_role("row").filter(has_text=term)
    await expect(row.get_by_role("cell")).to_contain_text([term, "Term"])
    chat = {"message": f"Do you like {term}?", "key": new_id("key")}
    assert (await ada.client.execute(OPERATIONS["Chat"], chat))["chat"]["code"] == "MESSAGE_BLOCKED"
    assert (await admin.recorded("block"))["changes"] == {"kind": (None, "term"), "value": (None, term)}
    assert await admin.violations() == []
    await admin.look("blocks")
    await act(page, "Take off", within=row)
    await done(page)
    await expect(row).to_have_count(0)
    assert (await admin.recorded("unblock"))["changes"] == {"kind": ("term", None), "value": (term, None)}
    chat = {"message": f"Do you like {term}?", "key": new_id("key")}
    assert (await ada.client.execute(OPERATIONS["Chat"], chat))["chat"]["__typename"] == "ChatCompleted"
