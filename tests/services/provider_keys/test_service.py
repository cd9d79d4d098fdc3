"""What admins do with provider keys (F4): every change has its row, and no row and no view has a key."""

import asyncio

import pytest

from database.setup import Database
from models.admin_action import AdminAction
from models.provider_key import ProviderKey, ProviderKeyRest, ProviderKeyUse
from services.errors import InvalidInputError, NotFoundError
from services.paging import PageRequest
from services.provider_keys.errors import ProviderKeysUnavailableError, ProviderKeyTakenError
from services.provider_keys.masking import mask_of
from services.provider_keys.views import KeyStatus
from services.sealing import Sealing, SealingOffError
from services.sealing.master_keys import MasterKey
from services.sealing.rotation import rotate_master_key
from tests.services.provider_keys.conftest import MASTER
from tests.support.kill_switch import kill_switch

ADMIN = "usr_admin"
SECRET = "sk-or-v1-0123456789abcdef0123"
HELLO = "Hello"


async def actions() -> list[tuple[str, str | None]]:
    rows = await AdminAction.find_all().sort("+_id").to_list()
    return [(row.action, row.outcome) for row in rows]


async def listed(server, provider: str | None = None) -> list[tuple[str, KeyStatus]]:
    return [(view.name, view.status) for view in (await server.keys.page(PageRequest(100), provider)).rows]


async def test_a_key_is_added_changed_and_removed_and_each_has_its_row(server) -> None:
    one = server("sk-settings")
    added = await one.add(SECRET, requests_per_day=5)
    assert (added.mask, added.status, added.key.limits.requests_per_day) == ("sk-…0123", KeyStatus.USABLE, 5)
    changes = {"name": "Team", "requests_per_day": None, "cost_per_mille": 900, "enabled": False}
    changed = await one.keys.update(ADMIN, added.key.id, changes)
    assert (changed.name, changed.status, changed.key.limits.none) == ("Team", KeyStatus.DISABLED, True)
    assert await listed(one) == [("Team", KeyStatus.DISABLED), ("settings", KeyStatus.USABLE)]
    assert await listed(one, "other") == []
    assert await one.ask() == HELLO
    await one.keys.remove(ADMIN, added.key.id)
    assert await listed(one) == [("settings", KeyStatus.USABLE)]
    assert await actions() == [(f"{verb}_provider_key", "done") for verb in ("add", "update", "remove")]
    rows = await AdminAction.find_all().sort("+_id").to_list()
    assert rows[1].details == {
        "before": {"name": SECRET, "requests_per_day": 5, "cost_per_mille": 1_000, "enabled": True},
        "after": changes,
    }


@pytest.mark.parametrize(
    ("provider", "secret", "fields", "field"),
    [
        ("nobody", SECRET, {}, "provider"),
        ("acme", "", {}, "key"),
        ("acme", "two words", {}, "key"),
        ("acme", "line\nfeed", {}, "key"),
        ("acme", "schlüssel", {}, "key"),
        ("acme", "x" * 501, {}, "key"),
        ("acme", SECRET, {"name": " "}, "name"),
        ("acme", SECRET, {"name": "x" * 101}, "name"),
        ("acme", SECRET, {"cost_per_mille": -1}, "costPerMille"),
        ("acme", SECRET, {"cost_per_mille": 1_000_001}, "costPerMille"),
        ("acme", SECRET, {"requests_per_day": -1}, "requestsPerDay"),
        ("acme", SECRET, {"nanodollars_per_month": 10**15 + 1_000}, "microdollarsPerMonth"),
    ],
)
async def test_what_cannot_be_a_key_is_refused(server, provider, secret, fields, field) -> None:
    with pytest.raises(InvalidInputError) as refused:
        await server().keys.add(ADMIN, provider, secret, {"name": "x", **fields})
    assert refused.value.field == field
    assert (await ProviderKey.count(), await actions()) == (0, [])


async def test_the_same_key_is_not_added_twice(server) -> None:
    one = server("sk-settings")
    await one.add(SECRET)
    for again in (SECRET, f" {SECRET}\n", "sk-settings"):
        with pytest.raises(ProviderKeyTakenError):
            await one.keys.add(ADMIN, "acme", again, {"name": "Again"})
    assert (await ProviderKey.count(), await actions()) == (1, [("add_provider_key", "done")])


async def test_a_key_of_the_settings_and_an_unknown_one_cannot_be_changed(server) -> None:
    one = server("sk-settings")
    for key_id in ("settings:acme", "pky_unknown"):
        with pytest.raises(NotFoundError):
            await one.keys.update(ADMIN, key_id, {"enabled": False})
        with pytest.raises(NotFoundError):
            await one.keys.remove(ADMIN, key_id)
    assert await actions() == []


async def test_without_a_master_key_none_is_added_and_the_settings_go_on(server) -> None:
    one = server("sk-settings", Sealing([]))
    with pytest.raises(SealingOffError):
        await one.add(SECRET)
    assert await one.ask() == HELLO
    assert (await ProviderKey.count(), await actions()) == (0, [])


async def test_a_key_that_cannot_be_opened_is_flagged_and_passed_over(server, upstream) -> None:
    await server().add(SECRET)
    other = server("sk-settings", Sealing([MasterKey(b"x" * 32)]))
    assert await other.ask() == HELLO
    assert await listed(other) == [(SECRET, KeyStatus.UNREADABLE), ("settings", KeyStatus.USABLE)]
    assert upstream.keys == ["sk-settings"]


async def test_a_sealed_key_does_not_open_in_another_row(server, upstream) -> None:
    one = server("sk-settings")
    key, other = await one.add(SECRET), await one.add("sk-other")
    stolen = (await ProviderKey.get(key.key.id)).sealed
    await ProviderKey.get_pymongo_collection().update_one({"_id": other.key.id}, {"$set": {"sealed": stolen}})
    one.ring.list.forget()
    assert dict(await listed(one))["sk-other"] is KeyStatus.UNREADABLE


async def test_a_test_of_a_good_key_ends_its_rest_and_of_a_bad_one_begins_one(server, upstream) -> None:
    one = server("sk-settings")
    key = await one.add("sk-own")
    upstream.by_key = {"sk-own": [401, ("message", "no such key: sk-own")]}
    tested = await one.keys.test(ADMIN, key.key.id, "test/model")
    assert tested.test.failure is not None
    assert (tested.test.failure.code, tested.view.status) == ("PROVIDER_AUTH", KeyStatus.REFUSED)
    assert await one.ask() == HELLO
    upstream.by_key = {}
    tested = await one.keys.test(ADMIN, key.key.id, None)
    assert (tested.test.failure, tested.test.model_id, tested.view.status) == (None, "test/model", KeyStatus.USABLE)
    assert await one.ask() == HELLO
    assert upstream.keys == ["sk-own", "sk-settings", "sk-own", "sk-own"]
    assert await actions() == [
        ("add_provider_key", "done"),
        ("test_provider_key", "PROVIDER_AUTH"),
        ("test_provider_key", "done"),
    ]
    assert (await one.keys.test(ADMIN, "settings:acme", None)).test.failure is None


async def test_enabling_a_key_ends_its_rest(server, upstream) -> None:
    one = server("sk-settings")
    key = await one.add("sk-own")
    upstream.by_key = {"sk-own": [401]}
    assert await one.ask() == HELLO
    upstream.by_key = {}
    assert (await one.keys.update(ADMIN, key.key.id, {"name": "x"})).status is KeyStatus.REFUSED
    assert (await one.keys.update(ADMIN, key.key.id, {"enabled": True})).status is KeyStatus.USABLE
    assert await one.ask() == HELLO
    assert upstream.keys == ["sk-own", "sk-settings", "sk-own"]


async def test_of_two_changes_at_once_one_is_told(server) -> None:
    one, two = server(), server()
    key = await one.add(SECRET)
    done = await asyncio.gather(
        *(each.keys.update(ADMIN, key.key.id, {"name": name}) for each, name in ((one, "a"), (two, "b"))),
        return_exceptions=True,
    )
    failed = [each for each in done if isinstance(each, BaseException)]
    stored = await ProviderKey.get(key.key.id)
    if failed:  # else they came one after the other
        assert [type(each) for each in failed] == [ProviderKeysUnavailableError]
        assert stored.version == 2
    assert sorted(outcome or "" for _, outcome in await actions()) == sorted(
        ["done"] * (3 - len(failed)) + ["PROVIDER_KEYS_UNAVAILABLE"] * len(failed)
    )


async def test_what_was_counted_of_a_removed_key_goes_with_it(server, upstream) -> None:
    one = server("sk-settings")
    key = await one.add("sk-own", requests_per_day=9)
    upstream.by_key = {"sk-own": [401]}
    assert await one.ask() == HELLO
    await one.keys.close()
    assert (await ProviderKeyUse.find({"_id": key.key.id}).count(), await ProviderKeyRest.count()) == (1, 1)
    await one.keys.remove(ADMIN, key.key.id)
    assert (await ProviderKeyUse.find({"_id": key.key.id}).count(), await ProviderKeyRest.count()) == (0, 0)


@pytest.mark.parametrize("step", [1, 2, 3])
async def test_killed_on_the_way_a_key_is_there_with_its_row_or_neither_is(server, clock, step) -> None:
    one = server()
    with kill_switch(step):
        try:
            await one.add(SECRET)
        except BaseException as error:  # noqa: BLE001 - whatever the end of the process looks like
            print(step, type(error).__name__)
    clock.move(minutes=6)
    await server().keys.complete(100)
    outcomes = [outcome for _, outcome in await actions()]
    there = await ProviderKey.count()
    assert outcomes == ["done" if there else "PROVIDER_KEYS_UNAVAILABLE"]


async def test_pages_go_by_id(server) -> None:
    one = server("sk-settings")
    for number in range(3):
        await one.add(f"sk-{number}")
    first = await one.keys.page(PageRequest(2), None)
    second = await one.keys.page(PageRequest(2, first.rows[-1].key.id), None)
    assert [view.name for view in (*first.rows, *second.rows)] == ["sk-0", "sk-1", "sk-2", "settings"]
    assert (first.has_next, second.has_next) == (True, False)


async def test_after_a_rotation_of_the_master_key_keys_open_under_either(server, database: Database) -> None:
    new = MasterKey(b"n" * 32)
    before, both = server(), server(sealing=Sealing([new, MASTER]))
    await before.add(SECRET)
    assert await both.ask() == HELLO
    assert (await rotate_master_key(database, Sealing([new, MASTER]))).sealed_anew == 1
    after = server(sealing=Sealing([new]))
    assert (await both.ask(), await after.ask()) == (HELLO, HELLO)


@pytest.mark.parametrize(
    ("secret", "mask"),
    [
        ("sk-or-v1-0123456789abcdef", "sk-…cdef"),
        ("hf_abcdefghijklmnopqrst", "hf_…qrst"),
        ("0123456789abcdefghij", "…ghij"),
        ("sk-short", "…"),
        ("none", "…"),
    ],
)
def test_a_mask_shows_the_end_of_a_long_key_only(secret: str, mask: str) -> None:
    assert mask_of(secret) == mask
