"""What an admin sets about models, keys and webhooks, and sees about bans and alerts, each checked over the API."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.async_api import expect
from pymongo import MongoClient
from pymongo.database import Database

from database.embedded import socket_path, socket_uri
from models.ids import new_id
from tests.acceptance.operations import OPERATIONS
from tests.browser.web.conftest import Visit
from tests.browser.web.desk import Ada, act, done
from tests.support.buyer import eventually
from tests.support.server import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.nightly]

OVERRIDES = """
{ modelOverrides(first: 50) { edges { node {
  modelId name hidden premium factorPerMille marginPerMille
  rates { input output cacheRead cacheWrite reasoning image }
} } } }
"""
PRICE = "{ priceVersions(first: 1) { edges { node { version policy rates { input output } } } } }"
KEYS = """
{ providerKeys(first: 50) { edges { node {
  id provider name maskedKey enabled costPerMille
  requestsPerDay requestsPerMonth microdollarsPerDay microdollarsPerMonth
} } } }
"""
ENDPOINTS = "{ webhookEndpoints { id url description eventTypes enabled } }"
DELIVERIES = """
query ($endpoint: ID!) {
  webhookDeliveries(first: 5, filter: { endpointId: $endpoint }) { edges { node { id state eventType } } }
}
"""


@pytest.fixture
def database(live_server: LiveServer) -> Iterator[Database[dict[str, Any]]]:
    """That of the server, for what cannot be brought about within a test."""
    with MongoClient[dict[str, Any]](socket_uri(socket_path(live_server.data_dir)), tz_aware=True) as client:
        yield client["tokentill"]


def nodes(connection: dict[str, Any]) -> list[dict[str, Any]]:
    return [edge["node"] for edge in connection["edges"]]


async def test_a_model_gets_rates_that_chats_are_charged_by_and_is_put_back(visit: Visit, ada: Ada) -> None:
    admin = await visit("admin")
    page = await admin.open("/admin/catalogue/models")
    model = nodes((await admin.ask("{ models(first: 1) { edges { node { id } } } }"))["models"])[0]["id"]
    own = page.get_by_text(model, exact=True)
    row = page.get_by_role("table", name="What can be chatted with").get_by_role("row").filter(has=own)
    await act(page, "Edit", {"Name": "Parrot", "Read": "7,000,000", "Written": "9000000"}, within=row)
    await done(page)
    changed = page.get_by_role("table", name="What was changed").get_by_role("row").filter(has=own)
    await expect(changed.get_by_role("cell")).to_contain_text(["Parrot", "no", "no", "", "", "7,000,000 read"])
    (stored,) = nodes((await admin.ask(OVERRIDES))["modelOverrides"])
    rates = {"input": "7000000", "output": "9000000", "cacheRead": "7000000", "cacheWrite": "7000000"}
    assert stored["rates"] == {**rates, "reasoning": "9000000", "image": "0"}
    recorded = await admin.recorded("set_model_override", model)
    assert (recorded["outcome"], recorded["changes"]["name"]) == ("done", (None, "Parrot"))
    assert await admin.violations() == []
    await admin.look("models")

    chat = {"message": "Hi", "model": model, "key": new_id("key")}
    assert (await ada.client.execute(OPERATIONS["Chat"], chat))["chat"]["__typename"] == "ChatCompleted"
    (price,) = nodes((await admin.ask(PRICE))["priceVersions"])
    assert (price["policy"], price["rates"]) == ("ADMIN", {"input": "7000000", "output": "9000000"})
    await page.goto(f"{admin.server.url}/admin/catalogue/prices?version={price['version']}")
    row = page.get_by_role("row").filter(has_text=price["version"])
    await expect(row.get_by_role("cell")).to_contain_text([price["version"], "set here", "", "7,000,000", "9,000,000"])
    assert await admin.violations() == []
    await admin.look("prices")

    await page.goto(f"{admin.server.url}/admin/catalogue/models")
    await act(page, "Put back", within=changed)
    await done(page)
    assert (await admin.ask(OVERRIDES))["modelOverrides"]["edges"] == []
    assert (await admin.recorded("remove_model_override", model))["outcome"] == "done"
    assert admin.watched.problems == []


async def test_a_provider_key_gets_limits_and_goes(visit: Visit) -> None:
    admin = await visit("admin")
    page = await admin.open("/admin/keys")
    name = new_id("key")
    secret = "sk-or-v1-0123456789abcdef"
    fields = {"Provider": "openrouter", "The key itself": secret, "Name": name, "Most US dollars a day": "1.5"}
    await act(page, "Add a key", fields)
    await done(page)

    async def key() -> dict[str, Any]:
        return next(each for each in nodes((await admin.ask(KEYS))["providerKeys"]) if each["name"] == name)

    made = await key()
    assert (made["provider"], made["costPerMille"], made["enabled"]) == ("openrouter", 1000, True)
    assert (made["microdollarsPerDay"], made["microdollarsPerMonth"]) == ("1500000", None)
    row = page.get_by_role("row").filter(has_text=name)
    await expect(row).to_contain_text("US$0.00 of US$1.50")
    assert secret not in await page.content()
    changes = {"Most requests a day": "1,000", "Most requests a month": "20000", "Most US dollars a month": "12.345678"}
    await act(page, "Edit", changes, within=row)
    await done(page)
    edited = await key()
    assert (edited["requestsPerDay"], edited["requestsPerMonth"]) == ("1000", "20000")
    assert (edited["microdollarsPerDay"], edited["microdollarsPerMonth"]) == ("1500000", "12345678")
    recorded = await admin.recorded("update_provider_key", made["id"])
    assert recorded["changes"]["requests_per_day"] == (None, "1000")
    assert await admin.violations() == []
    await admin.look("keys")
    await act(page, "Remove", within=row)
    await done(page)
    await expect(row).to_have_count(0)
    assert (await admin.recorded("remove_provider_key", made["id"]))["outcome"] == "done"
    assert admin.watched.problems == []


async def test_an_endpoint_is_made_tried_and_removed_and_shows_its_secret_once(
    visit: Visit, database: Database[dict[str, Any]]
) -> None:
    admin = await visit("admin")
    page = await admin.open("/admin/webhooks")
    url = f"https://{new_id('hooks').replace('_', '-')}.invalid/tokens"
    await page.get_by_role("button", name="New endpoint").click()
    dialog = page.get_by_role("dialog", name="New endpoint")
    await dialog.get_by_label("Address").fill(url)
    await dialog.get_by_label("payment.succeeded").check()
    await dialog.get_by_role("button", name="New endpoint").click()
    await done(page)
    secret = await page.get_by_label("Secret", exact=True).input_value()
    assert secret.startswith("whsec_")
    made = next(each for each in (await admin.ask(ENDPOINTS))["webhookEndpoints"] if each["url"] == url)
    assert (made["eventTypes"], made["enabled"]) == (["payment.succeeded"], True)
    assert await admin.violations() == []
    await admin.look("endpoints")
    row = page.get_by_role("row").filter(has_text=url)
    await act(page, "Edit", {"Description": "The books"}, within=row)
    await done(page)
    await act(page, "Test", within=row)
    await done(page)
    await act(page, "New secret", within=row)
    await done(page)
    await expect(page.get_by_label("Secret", exact=True)).not_to_have_value(secret)
    assert (await admin.recorded("update_webhook_endpoint", made["id"]))["changes"]["description"] == ("", "The books")
    assert (await admin.recorded("rotate_webhook_secret", made["id"]))["outcome"] == "done"

    (delivery,) = nodes((await admin.ask(DELIVERIES, endpoint=made["id"]))["webhookDeliveries"])
    await page.goto(f"{admin.server.url}/admin/webhooks/deliveries?endpoint={made['id']}")
    sent = page.get_by_role("row").filter(has_text="webhook.test")
    await expect(sent).to_contain_text("Waiting")
    await expect(sent.get_by_role("button")).to_have_count(0)  # it is tried again by itself
    assert await admin.violations() == []
    await admin.look("deliveries")
    given_up = {"$set": {"state": "failed", "next_try_at": None}}  # as after three days
    database["webhook_deliveries"].update_one({"_id": delivery["id"]}, given_up)
    await page.reload()
    await act(page, "Send again", within=sent)
    await done(page)
    assert (await admin.recorded("replay_webhook_delivery", delivery["id"]))["outcome"] == "done"
    database["webhook_deliveries"].update_one({"_id": delivery["id"]}, given_up)
    await page.goto(f"{admin.server.url}/admin/webhooks")
    await expect(row).to_contain_text("payment.succeeded")
    await expect(page.get_by_label("Secret", exact=True)).to_have_count(0)
    await act(page, "Send failed again", within=row)
    await done(page)
    await expect(page.get_by_text("1 delivery is sent again.")).to_be_visible()
    assert (await admin.recorded("replay_webhook_deliveries", made["id"]))["outcome"] == "done"
    await act(page, "Remove", within=row)
    await done(page)
    assert url not in [each["url"] for each in (await admin.ask(ENDPOINTS))["webhookEndpoints"]]
    assert admin.watched.problems == []


async def test_a_ban_is_lifted(visit: Visit, ada: Ada, database: Database[dict[str, Any]]) -> None:
    now, ban = datetime.now(UTC), new_id("ban")
    times = {"since": now, "changed_at": now, "until": now + timedelta(hours=1), "forget_at": now + timedelta(days=1)}
    database["bans"].insert_one(
        {"_id": ban, "kind": "user", "subject": ada.id, "limit": "user", "in_a_row": 2, **times}
    )
    admin = await visit("admin")
    page = await admin.open("/admin/bans")
    row = page.get_by_role("row").filter(has_text=ada.id)
    await expect(row.get_by_role("cell")).to_contain_text([ada.id, "User", "user", "2"])
    assert await admin.violations() == []
    await admin.look("bans")
    await act(page, "Lift", within=row)
    await done(page)
    await expect(row).to_have_count(0)
    assert ban not in [each["id"] for each in nodes((await admin.ask(OPERATIONS["Bans"], first=50))["bans"])]
    assert (await admin.recorded("lift_ban", ban))["outcome"] == "done"
    assert admin.watched.problems == []


async def test_an_alert_is_taken_up_with_a_note(visit: Visit, database: Database[dict[str, Any]]) -> None:
    now, alert, key = datetime.now(UTC), new_id("alr"), new_id("pky")
    # The matter itself, too: what nobody finds any more is closed within a minute.
    later = now + timedelta(hours=1)
    rest = {"_id": key, "key_id": key, "model": None, "code": "PROVIDER_AUTH", "at": now, "until": later}
    database["provider_key_rests"].insert_one({**rest, "expires_at": later})
    row = {"_id": alert, "kind": "key_refused", "subject": key, "detail": "The provider refused it", "open": True}
    database["alerts"].insert_one({**row, "opened_at": now, "seen_at": now})
    admin = await visit("admin")
    page = await admin.open("/admin")
    card = page.get_by_role("alert").filter(has_text=key)
    await expect(card).to_contain_text("A provider key is refused")
    await act(page, "Take it up", {"Note": "I asked them"}, within=card)
    await done(page)
    await expect(card).to_contain_text("Taken up: I asked them")

    async def stored() -> dict[str, Any]:
        found = nodes((await admin.ask(OPERATIONS["Alerts"], first=50))["alerts"])
        return next(each for each in found if each["id"] == alert)

    assert (await eventually(stored, bool))["note"] == "I asked them"
    assert (await admin.recorded("acknowledge_alert", alert))["reason"] == "I asked them"
    assert await admin.violations() == []
    await admin.look("alert")
    database["provider_key_rests"].delete_one({"_id": key})
    assert admin.watched.problems == []
