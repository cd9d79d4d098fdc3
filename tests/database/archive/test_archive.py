"""Backups hold all of one moment, and are restored as they were or not at all (G7)."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from bson.int64 import Int64

from database.archive.errors import ArchiveError, DatabaseNotEmptyError
from database.archive.reading import RESTORING, check_archive, restore_archive
from database.archive.writing import write_archive
from database.client import Client
from database.setup import DatabaseSetupError, set_up
from models.ids import new_id
from services.ledger import GrantSource, Ledger
from services.ledger.audit import audit_ledger
from tests.support.clock import MovableClock
from tests.support.waiting import until

THINGS = [
    {"_id": number, "at": datetime(2026, 3, 1, tzinfo=UTC), "amount": Int64(number), "text": "ä" * 5_000}
    for number in range(500)
]


@pytest.fixture(scope="module")
async def source(mongo_client: Client) -> AsyncIterator[Any]:
    """Some wallets, and things that no model knows; more than one batch of them."""
    database = mongo_client[new_id("test")]
    await set_up(database)
    ledger = Ledger(database, MovableClock())
    ledger.start()
    for number in range(20):
        await ledger.grant(f"wal_{number}", "test:grant", source=GrantSource.ADMIN, amount=100)
        await ledger.spend(f"wal_{number}", "test:spend", amount=number + 1)
    await ledger.stop()
    await database["things"].insert_many(THINGS)
    yield database
    await mongo_client.drop_database(database)


@pytest.fixture
async def empty(mongo_client: Client) -> AsyncIterator[Any]:
    database = mongo_client[new_id("test")]
    yield database
    await mongo_client.drop_database(database)


@pytest.fixture(scope="module")
async def archive(source: Any, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return (await archive_of(source, tmp_path_factory.mktemp("archive"))).read_bytes()


async def archive_of(database: Any, folder: Path) -> Path:
    path = folder / "backup"
    with path.open("wb") as file:
        await write_archive(database, file)
    return path


async def everything(database: Any) -> dict[str, list[dict[str, Any]]]:
    names = sorted(await database.list_collection_names())
    found = {name: await database[name].find().sort("_id", 1).to_list() for name in names}
    return {name: rows for name, rows in found.items() if rows}


async def test_all_of_it_is_restored_as_it_was(source, empty, tmp_path):
    path = await archive_of(source, tmp_path)
    told: list[int] = []
    await restore_archive(empty, path, told.append)
    await set_up(empty)
    assert await everything(empty) == await everything(source)
    assert told[-1] == sum(len(rows) for rows in (await everything(source)).values())
    assert "wallet_seq_unique" in await empty["ledger_entries"].index_information()
    report = await audit_ledger(empty)
    assert (report.findings, report.wallets, report.entries) == ([], 20, 40)


async def test_what_comes_while_it_is_written_is_in_all_of_it_or_in_nothing(source, tmp_path):
    """A charge and what refers to it are of one moment, though their collections are read after each other."""
    stop = asyncio.Event()

    async def write_on() -> int:
        number = 0
        while not stop.is_set():
            await source["a_charges"].insert_one({"_id": number})
            await source["z_references"].insert_one({"_id": number, "text": "x" * 1_000})
            number += 1
        return number

    writing = asyncio.create_task(write_on())
    await until(lambda: enough(source))
    path = await archive_of(source, tmp_path)
    stop.set()
    written = await writing
    seen = check_archive(path)
    charges, references = seen["a_charges"].documents, seen["z_references"].documents
    assert references <= charges <= references + 1
    assert 20 <= references < written
    await source["a_charges"].drop()
    await source["z_references"].drop()


async def enough(source: Any) -> bool:
    return bool(await source["z_references"].count_documents({}) >= 20)


async def test_a_database_that_is_not_empty_is_left_alone(source, empty, tmp_path):
    path = await archive_of(source, tmp_path)
    await empty["mine"].insert_one({"_id": 1})
    with pytest.raises(DatabaseNotEmptyError):
        await restore_archive(empty, path)
    assert await everything(empty) == {"mine": [{"_id": 1}]}


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-40],
        lambda data: data[: len(data) // 2],
        lambda data: b"",
        lambda data: data.replace("ä".encode(), "ö".encode(), 1),
        lambda data: data + b"\x05\x00\x00\x00\x00",
        lambda data: b"something else altogether",
    ],
    ids=["no end", "cut off", "empty", "changed", "longer", "another file"],
)
async def test_a_damaged_archive_is_refused_before_anything_is_stored(archive, empty, tmp_path, damage):
    path = tmp_path / "backup"
    path.write_bytes(gzip.compress(damage(gzip.decompress(archive)), 1))
    with pytest.raises(ArchiveError):
        await restore_archive(empty, path)
    assert await empty.list_collection_names() == []


async def test_what_is_no_gzip_is_refused(empty, tmp_path):
    path = tmp_path / "backup"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(ArchiveError):
        await restore_archive(empty, path)


async def test_no_server_starts_on_a_restore_that_was_broken_off(source, empty, tmp_path):
    class KilledError(Exception):
        pass

    def dies(_done: int) -> None:
        raise KilledError

    path = await archive_of(source, tmp_path)
    with pytest.raises(KilledError):
        await restore_archive(empty, path, dies)
    assert RESTORING in await empty.list_collection_names()
    with pytest.raises(DatabaseSetupError, match="broken off"):
        await set_up(empty)
    with pytest.raises(DatabaseNotEmptyError):
        await restore_archive(empty, path)
