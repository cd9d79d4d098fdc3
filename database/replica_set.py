"""Makes a lone mongod the primary of its one-node replica set, which transactions and change streams need."""

import time
from collections.abc import Callable
from typing import Any

from pymongo import MongoClient, timeout
from pymongo.errors import OperationFailure, PyMongoError

__all__ = ["REPLICA_SET", "wait_until_primary"]

REPLICA_SET = "tokentill"
_POLL_SECONDS = 0.02
_CHANGE_SECONDS = 30
"""Far more than a busy machine needs: a mongod whose initiation is cut off at its end never becomes primary."""
# https://www.mongodb.com/docs/manual/reference/error-codes/
_INVALID_REPLICA_SET_CONFIG = 93
_NOT_YET_INITIALIZED = 94


def wait_until_primary(uri: str, host: str, *, seconds: float, alive: Callable[[], bool]) -> bool:
    """Wait until the mongod behind `uri` takes writes; initiate or repair its replica set on the way.

    `host` is the address that the set's only member has, which changes when the data folder is moved. False when
    `alive` says that the process is gone, or after `seconds`.
    """
    deadline = time.monotonic() + seconds
    with MongoClient[dict[str, Any]](uri, serverSelectionTimeoutMS=200, timeoutMS=2_000) as client:
        while alive() and time.monotonic() < deadline:
            try:
                if client.admin.command("hello").get("isWritablePrimary"):
                    return True
                _initiate_or_repair(client, host)
            except PyMongoError:
                pass  # not up yet; the loop's deadline decides
            time.sleep(_POLL_SECONDS)
    return False


def _initiate_or_repair(client: MongoClient[dict[str, Any]], host: str) -> None:
    try:
        client.admin.command("replSetGetStatus")
    except OperationFailure as error:
        with timeout(_CHANGE_SECONDS):
            if error.code == _NOT_YET_INITIALIZED:
                client.admin.command("replSetInitiate", {"_id": REPLICA_SET, "members": [{"_id": 0, "host": host}]})
            elif error.code == _INVALID_REPLICA_SET_CONFIG:
                _move_member(client, host)


def _move_member(client: MongoClient[dict[str, Any]], host: str) -> None:
    """Point the set at `host`: after the data folder was moved, mongod does not find itself in its old config."""
    config = client.local["system.replset"].find_one()
    if config is None:
        return
    config["members"] = [{"_id": 0, "host": host}]
    config["version"] += 1
    client.admin.command("replSetReconfig", config, force=True)
