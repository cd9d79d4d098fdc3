"""The commands of the ledger, as a person runs them."""

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient

from database.embedded import embedded_mongo
from tests.support.command import tokentill
from tests.support.graphql import GraphQLClient
from tests.support.server import LiveServer


@pytest.fixture(scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[LiveServer]:
    server = LiveServer(tmp_path_factory.mktemp("commands"))
    server.start()
    async with GraphQLClient(server.graphql_url) as client:
        await client.register("ada@example.com")
    yield server
    server.stop()


@pytest.fixture
def folder(server: LiveServer) -> list[str]:
    return ["--data-dir", str(server.data_dir)]


@pytest.fixture
def entries(server: LiveServer) -> Iterator[Any]:
    with embedded_mongo(server.data_dir, attach=True) as uri, MongoClient(uri) as client:
        yield client.tokentill.ledger_entries


def test_a_statement_as_a_table_and_as_json(entries, folder):
    entry = entries.find_one({"seq": 1})
    table = tokentill(
        "statement", entry["wallet"], "--from", "2020-01-01", "--to", "2100-01-01T00:00:00+01:00", *folder
    )
    assert table.returncode == 0, table.stderr
    for text in ("opening", entry["at"].isoformat()[:19], entry["key"], "+10,000", "closing"):
        assert text in table.stdout
    found = json.loads(tokentill("statement", entry["wallet"], "--json", *folder).stdout)
    assert found["opening"] == {"available": 0, "held": 0, "debt": 0}
    assert found["closing"] == {"available": 10_000, "held": 0, "debt": 0}
    assert [line["available"] for line in found["entries"]] == [10_000]
    assert found["adds_up"]


def test_what_a_statement_cannot_be_made_of(folder):
    wrong = tokentill("statement", "wal_x", "--from", "yesterday", *folder)
    assert (wrong.returncode, "--from" in wrong.stderr) == (2, True)
    missing = tokentill("statement", "wal_x", *folder)
    assert (missing.returncode, "has no entries" in missing.stderr) == (2, True)


def test_a_checkpoint_finds_what_is_removed_after_it(entries, folder, tmp_path: Path):
    out, key = tmp_path / "checkpoint", tmp_path / "key.pem"
    made = tokentill("checkpoint", "--out", str(out), *folder)
    assert made.returncode == 0, made.stderr
    assert "BEGIN PUBLIC KEY" in made.stderr
    assert made.stdout == ""
    key.write_text(tokentill("checkpoint", "--public-key", *folder).stdout)
    assert list(tmp_path.glob("*.part")) == []

    against = ["audit", "--json", "--against", str(out), *folder]
    assert tokentill(*against).returncode == 0
    gone = entries.find_one_and_delete({"kind": "grant"})
    assert tokentill("audit", *folder).returncode == 0  # nothing tells that the wallet ever was
    found = tokentill(*against, "--public-key", str(key))
    assert found.returncode == 1
    assert json.loads(found.stdout)["findings"] == [
        {"wallet": gone["wallet"], "seq": 1, "rule": "checkpoint.wallet", "detail": "the wallet is gone"}
    ]
    entries.insert_one(gone)

    out.write_text(out.read_text().replace(gone["wallet"], "wal_other"))
    forged = tokentill(*against)
    assert forged.returncode == 1
    assert json.loads(forged.stdout)["findings"][0]["rule"] == "checkpoint.signature"


def test_a_checkpoint_that_is_not_there_is_no_finding(folder, tmp_path: Path):
    assert tokentill("audit", "--against", str(tmp_path / "none"), *folder).returncode == 3
    (tmp_path / "empty.pem").touch()
    wrong = tokentill("audit", "--against", "x", "--public-key", str(tmp_path / "empty.pem"), *folder)
    assert (wrong.returncode, "public keys" in wrong.stderr) == (2, True)
