import asyncio
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from bson.decimal128 import Decimal128
from bson.int64 import Int64
from pymongo import ASCENDING, AsyncMongoClient, IndexModel
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.errors import WriteError

import models
from database.client import Client
from database.embedded import socket_uri
from database.mongod_binary import find_mongod
from database.setup import Database, DatabaseSetupError, set_up
from models.ids import new_id

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def entry(**changed: Any) -> dict[str, Any]:
    document: dict[str, Any] = {
        "v": 1,
        "wallet": new_id("wal"),
        "seq": Int64(1),
        "key": "welcome:1",
        "input_hash": "0" * 64,
        "kind": "grant",
        "at": NOW,
        "changes": [{"op": "add", "grant": "g1", "amount": Int64(5)}],
        "state": {
            "grants": [{"id": "g1", "source": "welcome", "available": Int64(5), "order": Int64(1)}],
            "debt": Int64(0),
            "lifetime_purchased": Int64(0),
            "lifetime_spent": Int64(0),
        },
        "prev_hash": "0" * 64,
        "hash": "1" * 64,
    }
    return document | changed


async def test_servers_that_start_at_once_on_an_empty_database_all_set_it_up(mongo_client: Client) -> None:
    for _ in range(5):
        fresh = mongo_client[new_id("test")]
        await asyncio.gather(*(set_up(fresh) for _ in range(4)))
        assert set(await fresh.list_collection_names()) == {model.Settings.name for model in models.ALL}
        await mongo_client.drop_database(fresh)


async def test_a_well_formed_entry_is_stored(database: Database) -> None:
    await database.ledger_entries.insert_one(entry())


@pytest.mark.parametrize("amount", [5, 5.0, Decimal128("5"), "5", None, True])
async def test_an_amount_that_is_not_an_int64_is_not_storable(database: Database, amount: object) -> None:
    """B1: amounts are 64-bit; a float must not be storable."""
    before = await database.ledger_entries.count_documents({})
    state = entry()["state"]
    wrong = [
        entry(seq=amount),
        entry(changes=[{"op": "add", "grant": "g1", "amount": amount}]),
        entry(state=state | {"debt": amount}),
        entry(state=state | {"grants": [state["grants"][0] | {"available": amount}]}),
        entry(state=state | {"holds": [{"id": "h", "expires_at": NOW, "parts": [{"grant": "g1", "amount": amount}]}]}),
        entry(hold={"id": "h", "amount": amount}),
    ]
    for document in wrong:
        with pytest.raises(WriteError, match="failed validation"):
            await database.ledger_entries.insert_one(document)
    assert await database.ledger_entries.count_documents({}) == before


@pytest.mark.parametrize("field", ["tokens", "amount"])
@pytest.mark.parametrize("value", [1000, 1000.0, Int64(0), Int64(-1)])
async def test_a_payment_holds_only_positive_int64_amounts(database: Database, field: str, value: object) -> None:
    payment = {
        "_id": new_id("pay"),
        "user_id": "usr_1",
        "wallet_id": "wal_1",
        "client_key": new_id("key"),
        "input_hash": "0" * 64,
        "package_id": "package_100k",
        "tokens": Int64(100_000),
        "amount": Int64(1_000),
        "currency": "CNY",
        "created_at": NOW,
        "expires_at": NOW,
    }
    await database.payments.insert_one(payment)
    with pytest.raises(WriteError, match="failed validation"):
        await database.payments.update_one({"_id": payment["_id"]}, {"$set": {field: value}})
    stored = await database.payments.find_one({"_id": payment["_id"]})
    assert stored is not None
    assert (stored["tokens"], stored["amount"]) == (100_000, 1_000)


async def test_set_up_again_changes_nothing(database: Database) -> None:
    before = {model: await model.get_pymongo_collection().index_information() for model in models.ALL}
    await set_up(database)
    assert {model: await model.get_pymongo_collection().index_information() for model in models.ALL} == before


async def test_every_index_that_a_document_declares_is_there(database: Database) -> None:
    """Also two on the same fields in other directions, of which Beanie would keep one."""
    for model in models.ALL:
        there = await model.get_pymongo_collection().index_information()
        for index in model.Settings.indexes:
            assert _declared(there[index.document["name"]]) == list(index.document["key"].items())
            assert there[index.document["name"]].get("unique", False) == index.document.get("unique", False)


async def test_only_what_is_missing_is_made_again(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, make = [], AsyncCollection.create_indexes

    async def noted(self: AsyncCollection[dict[str, Any]], indexes: list[IndexModel]) -> list[str]:
        asked.append(self.name)
        return await make(self, indexes)

    monkeypatch.setattr(AsyncCollection, "create_indexes", noted)
    await database.users.drop_index("wallet_unique")
    await set_up(database)
    assert "wallet_unique" in await database.users.index_information()
    assert sorted(asked) == ["conversations", "messages", "users"]  # MongoDB keeps a text index in another form


async def test_an_older_validator_is_brought_up_to_date(mongo_client: Client) -> None:
    fresh = mongo_client[new_id("test")]
    await fresh.create_collection("payments", validator={"$jsonSchema": {"bsonType": "object"}})
    await set_up(fresh)
    with pytest.raises(WriteError, match="failed validation"):
        await fresh.payments.insert_one({"tokens": 1.5})
    await mongo_client.drop_database(fresh)


async def test_an_index_with_other_options_is_named(mongo_client: Client) -> None:
    fresh = mongo_client[new_id("test")]
    await fresh.users.create_index([("wallet_id", ASCENDING)], name="wallet_unique")
    with pytest.raises(DatabaseSetupError, match="wallet_unique"):
        await set_up(fresh)
    await mongo_client.drop_database(fresh)


@pytest.fixture
def lone_mongod(tmp_path: Path) -> Iterator[str]:
    """The address of a mongod that is in no replica set."""
    address = tmp_path / "lone.sock"
    command = [str(find_mongod()), "--dbpath", str(tmp_path), "--bind_ip", str(address), "--quiet"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as mongod:
        yield socket_uri(address)
        mongod.terminate()


async def test_a_lone_mongod_is_refused(lone_mongod: str) -> None:
    async with AsyncMongoClient[dict[str, Any]](lone_mongod) as client:
        with pytest.raises(DatabaseSetupError, match="must name a replica set"):
            await set_up(client.tokentill)
        assert await client.tokentill.list_collection_names() == []


def _declared(index: dict[str, Any]) -> list[tuple[str, Any]]:
    """The keys as they were declared; MongoDB keeps the fields of a text index elsewhere, as weights."""
    texts = [(name, "text") for name in index.get("weights", {})]
    return [key for key in index["key"] if key[0] not in {"_fts", "_ftsx"}] + texts
