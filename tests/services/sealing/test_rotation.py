import asyncio

import pytest
from beanie import Document

from database.setup import Database
from services.sealing import Sealing, SealingOffError
from services.sealing.fields import SealedField
from services.sealing.master_keys import MasterKey
from services.sealing.rotation import rotate_master_key

OLD, NEW, LOST = MasterKey(b"o" * 32), MasterKey(b"n" * 32), MasterKey(b"l" * 32)
BEFORE, AFTER = Sealing([OLD, NEW]), Sealing([NEW, OLD])


class Drawer(Document):
    sealed: str | None

    class Settings:
        name = "drawers"


FIELDS = [SealedField(Drawer, "sealed", lambda row: ("drawer", row["_id"]))]


@pytest.fixture(autouse=True)
def _named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Drawer, "get_collection_name", lambda: "drawers")


@pytest.fixture(autouse=True)
async def rows(database: Database) -> list[str]:
    await database["drawers"].delete_many({})
    ids = [f"drw_{number}" for number in range(25)]
    await database["drawers"].insert_many({"_id": row, "sealed": BEFORE.seal(row, "drawer", row)} for row in ids)
    await database["drawers"].insert_one({"_id": "empty", "sealed": None})
    return ids


async def opened(database: Database, sealing: Sealing) -> list[str]:
    rows = database["drawers"].find({"sealed": {"$ne": None}}).sort("_id", 1)
    return [sealing.unseal(row["sealed"], "drawer", row["_id"]) async for row in rows]


async def test_everything_is_sealed_anew_once(database: Database, rows: list[str]) -> None:
    first = await rotate_master_key(database, AFTER, FIELDS)
    assert (first.sealed_anew, first.current_before, first.unreadable) == (25, 0, [])
    again = await rotate_master_key(database, AFTER, FIELDS)
    assert (again.sealed_anew, again.current_before, again.unreadable) == (0, 25, [])
    assert await opened(database, Sealing([NEW])) == sorted(rows)


async def test_two_at_once_and_one_broken_off_do_no_harm(database: Database, rows: list[str]) -> None:
    broken_off = asyncio.create_task(rotate_master_key(database, AFTER, FIELDS))
    await asyncio.wait({broken_off}, timeout=0.01)
    broken_off.cancel()
    both = await asyncio.gather(*(rotate_master_key(database, AFTER, FIELDS) for _ in range(2)))
    assert [done.unreadable for done in both] == [[], []]
    assert await opened(database, Sealing([NEW])) == sorted(rows)


async def test_what_no_key_opens_is_named_and_left(database: Database, rows: list[str]) -> None:
    lost = Sealing([LOST]).seal("x", "drawer", rows[0])
    await database["drawers"].update_one({"_id": rows[0]}, {"$set": {"sealed": lost}})
    done = await rotate_master_key(database, AFTER, FIELDS)
    assert done.sealed_anew == 24
    assert done.unreadable == [
        f"drawers {rows[0]}: sealed under the master key {LOST.id}, which is not known here",
    ]
    assert await database["drawers"].find_one({"_id": rows[0]}) == {"_id": rows[0], "sealed": lost}


async def test_without_a_master_key_nothing_is_done(database: Database) -> None:
    with pytest.raises(SealingOffError):
        await rotate_master_key(database, Sealing([]), FIELDS)
