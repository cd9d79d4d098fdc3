import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient
from pymongo.errors import PyMongoError

from database.embedded import (
    SOCKET_PATH_MAXIMUM_BYTES,
    DataFolderInUseError,
    EmbeddedMongo,
    EmbeddedMongoError,
    embedded_mongo,
    socket_path,
)
from tests.support.waiting import wait_until

OWNER = """
import sys, time
from pathlib import Path
from database.embedded import EmbeddedMongo
mongo = EmbeddedMongo(Path(sys.argv[1]))
mongo.start()
print(mongo.pid, flush=True)
time.sleep(600)
"""


@contextmanager
def running(data_dir: Path) -> Iterator[EmbeddedMongo]:
    mongo = EmbeddedMongo(data_dir)
    mongo.start()
    try:
        yield mongo
    finally:
        mongo.stop()


@contextmanager
def notes(uri: str) -> Iterator[Any]:
    """A collection that is written with a majority."""
    with MongoClient[dict[str, Any]](uri, w="majority", timeoutMS=5_000) as client:
        yield client.test.notes


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text() != ""
    except FileNotFoundError:
        return False


def test_it_has_transactions_and_answers_on_a_socket_only_its_user_may_use(tmp_path: Path) -> None:
    with running(tmp_path) as mongo, MongoClient[dict[str, Any]](mongo.uri, timeoutMS=5_000) as client:
        assert client.admin.command("hello")["setName"] == "tokentill"
        with client.start_session() as session, session.start_transaction():
            client.test.notes.insert_one({"n": 1}, session=session)
        assert client.test.notes.count_documents({}) == 1
        options = client.admin.command("getCmdLineOpts")["parsed"]
        assert options["net"]["bindIp"] == str(socket_path(tmp_path))
        assert options["net"]["compression"]["compressors"] == "disabled"
        assert options["storage"]["wiredTiger"]["engineConfig"]["cacheSizeGB"] == 0.25
        assert stat.S_IMODE(socket_path(tmp_path).stat().st_mode) == 0o700
    listening = re.findall(r'"Listening on","attr":\{"address":"([^"]+)"', (tmp_path / "mongod.log").read_text("utf-8"))
    assert listening == [str(socket_path(tmp_path))]  # and on no socket in /tmp, which another mongod may have


def test_a_mongod_that_is_killed_comes_back_with_all_that_it_had_acknowledged(tmp_path: Path) -> None:
    with running(tmp_path) as mongo:
        first = mongo.pid
        assert first is not None
        acknowledged: list[int] = []
        with notes(mongo.uri) as collection:
            for number in range(200):
                collection.insert_one({"_id": number})
                acknowledged.append(number)
            os.kill(first, signal.SIGKILL)
            wait_until(lambda: mongo.pid not in {None, first}, seconds=10)
            stored = _read_when_back(collection)
        assert [note["_id"] for note in stored] == acknowledged


def _read_when_back(collection: Any) -> list[dict[str, Any]]:
    deadline = time.monotonic() + 10
    while True:
        try:
            return list(collection.find().sort("_id"))
        except PyMongoError:
            if time.monotonic() > deadline:
                raise


def test_data_outlives_a_stop(tmp_path: Path) -> None:
    with running(tmp_path) as mongo, notes(mongo.uri) as collection:
        collection.insert_one({"_id": 1})
    with running(tmp_path) as mongo, notes(mongo.uri) as collection:
        assert collection.count_documents({}) == 1


def test_a_stop_ends_mongod_and_frees_the_folder(tmp_path: Path) -> None:
    with running(tmp_path) as mongo:
        pid = mongo.pid
        assert pid is not None
        assert alive(pid)
    assert mongo.pid is None
    assert not alive(pid)
    mongo.stop()


def test_after_a_kill_of_its_owner_the_next_one_has_the_data(tmp_path: Path) -> None:
    pid = _start_and_kill_owner(tmp_path)
    with running(tmp_path) as mongo:
        assert mongo.pid != pid
        assert not alive(pid)
        with notes(mongo.uri) as collection:
            assert collection.count_documents({}) == 1


def test_without_setpriv_the_mongod_that_was_left_is_ended_by_the_next_owner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    pid = _start_and_kill_owner(tmp_path / "data")
    assert alive(pid)
    with running(tmp_path / "data") as mongo, notes(mongo.uri) as collection:
        assert not alive(pid)
        assert collection.count_documents({}) == 1


def _start_and_kill_owner(data_dir: Path) -> int:
    """Store one note by an owner in another process, then kill -9 that; the process id of its mongod."""
    owner = subprocess.Popen([sys.executable, "-c", OWNER, str(data_dir)], stdout=subprocess.PIPE, text=True)
    assert owner.stdout is not None
    for line in owner.stdout:
        if line.strip().isdigit():
            pid = int(line)
            break
    with embedded_mongo(data_dir, attach=True) as uri, notes(uri) as collection:
        collection.insert_one({"_id": 1})
    owner.kill()
    owner.wait()
    owner.stdout.close()
    return pid


def test_a_second_owner_is_refused_and_told_who_has_the_folder(tmp_path: Path) -> None:
    with running(tmp_path) as mongo:
        with pytest.raises(DataFolderInUseError, match=f"in use by process {os.getpid()}"):
            EmbeddedMongo(tmp_path).start()
        with notes(mongo.uri) as collection:
            collection.insert_one({"_id": 1})


def test_attaching_uses_what_runs_and_leaves_it_running(tmp_path: Path) -> None:
    with running(tmp_path) as mongo:
        with embedded_mongo(tmp_path, attach=True) as uri:
            assert uri == mongo.uri
        with notes(mongo.uri) as collection:
            collection.insert_one({"_id": 1})


def test_a_moved_data_folder_still_comes_up(tmp_path: Path) -> None:
    with running(tmp_path / "old") as mongo, notes(mongo.uri) as collection:
        collection.insert_one({"_id": 1})
    shutil.move(tmp_path / "old", tmp_path / "new")
    with running(tmp_path / "new") as mongo, notes(mongo.uri) as collection:
        assert collection.count_documents({}) == 1


def test_a_folder_whose_socket_address_would_be_too_long_gets_a_short_one(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 120)
    address = socket_path(deep)
    assert len(os.fsencode(address)) <= SOCKET_PATH_MAXIMUM_BYTES
    assert address == socket_path(deep)
    assert address != socket_path(tmp_path / ("e" * 120))
    with running(deep) as mongo, notes(mongo.uri) as collection:
        collection.insert_one({"_id": 1})
    shutil.rmtree(address.parent)


def test_a_mongod_that_does_not_come_up_is_an_error_with_its_log(tmp_path: Path) -> None:
    (tmp_path / "db").mkdir()
    (tmp_path / "db" / "WiredTiger").write_text("not a database")
    (tmp_path / "db" / "storage.bson").write_bytes(b"\0")
    with pytest.raises(EmbeddedMongoError, match="mongod did not start"):
        EmbeddedMongo(tmp_path).start()
