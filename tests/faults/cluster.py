"""A real replica set of three mongod on this machine, and what can be done to it."""

import asyncio
import contextlib
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from pymongo import MongoClient
from pymongo.errors import AutoReconnect, OperationFailure, PyMongoError

from database.embedded import TRANSACTION_SECONDS
from database.mongod_binary import find_mongod
from tests.faults.processes import Process
from tests.support.ports import free_port

__all__ = ["WRITTEN", "Cluster", "Node"]

SET_NAME = "faults"
NODES = 3
ELECTION_MILLISECONDS = 2_000
"""MongoDB's own default is 10,000; with it a killed primary is missed for as long."""
HEARTBEAT_MILLISECONDS = 500
START_SECONDS = 60.0
WRITTEN = "hangBeforeWaitingForWriteConcern"
"""The fail point at which a write is done and its majority is not waited for yet."""
_POLL_SECONDS = 0.03

Client = MongoClient[dict[str, Any]]


class Node:
    """One mongod with a folder and a port that it keeps."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.address = f"127.0.0.1:{self.port}"
        self.process: Process | None = None
        folder.mkdir()

    def start(self) -> None:
        command = [
            *(str(find_mongod()), "--dbpath", str(self.folder), "--bind_ip", "127.0.0.1", "--port", str(self.port)),
            *("--replSet", SET_NAME, "--wiredTigerCacheSizeGB", "0.25", "--oplogSize", "64", "--quiet"),
            *("--setParameter", "enableTestCommands=1"),  # fail points
            *("--setParameter", f"transactionLifetimeLimitSeconds={TRANSACTION_SECONDS}"),  # as docs/operate.md says
            *("--setParameter", "diagnosticDataCollectionEnabled=false", "--nounixsocket"),
            *("--networkMessageCompressors", "disabled"),
        ]
        self.process = Process(command, self.folder.with_suffix(".log"), {})

    @property
    def running(self) -> Process:
        assert self.process is not None, "the node was never started"
        return self.process

    def direct(self) -> Client:
        """A connection to this node alone. Close it."""
        return MongoClient(self.address, directConnection=True, serverSelectionTimeoutMS=1_000, timeoutMS=15_000)


class Cluster:
    """Three nodes. All calls block; call them in a thread."""

    def __init__(self, folder: Path) -> None:
        self.nodes = [Node(folder / f"node-{number}") for number in range(NODES)]
        self.alone = asyncio.Lock()
        """Held while a fault is at work, by rows that run at the same time."""
        self.uri = f"mongodb://{','.join(node.address for node in self.nodes)}/?replicaSet={SET_NAME}"

    def start(self) -> None:
        """Start all nodes and return when one of them is primary and the others follow."""
        for node in self.nodes:
            node.start()
        config = {
            "_id": SET_NAME,
            "members": [{"_id": number, "host": node.address} for number, node in enumerate(self.nodes)],
            "settings": {
                "electionTimeoutMillis": ELECTION_MILLISECONDS,
                "heartbeatIntervalMillis": HEARTBEAT_MILLISECONDS,
            },
        }
        first = self.nodes[0]
        _until(lambda: all(_answers(node) for node in self.nodes), "every mongod answers")
        with first.direct() as client:
            client.admin.command("replSetInitiate", config)
        self.wait_healthy()

    def close(self) -> None:
        """End every node, frozen ones too."""
        for node in self.nodes:
            if node.process is not None:
                node.process.close()

    def wait_healthy(self) -> None:
        """Return when every node is up and one is primary."""
        _until(lambda: self._states().count("SECONDARY") == NODES - 1 and "PRIMARY" in self._states(), "healthy set")

    def heal(self) -> None:
        """Undo every fault: thaw, restart, switch fail points off."""
        for node in self.nodes:
            node.running.thaw()
            if node.running.exit_code is not None:
                node.start()
        self.wait_healthy()
        for node in self.nodes:
            for point in ("failCommand", WRITTEN):
                self.fail_off(node, point)

    def primary(self) -> Node:
        """The node that takes writes now; waits for an election."""
        found: list[Node] = []

        def there() -> bool:
            found[:] = [node for node in self.nodes if _is_primary(node)]
            return len(found) == 1

        _until(there, "one primary")
        return found[0]

    def secondaries(self) -> list[Node]:
        primary = self.primary()
        return [node for node in self.nodes if node is not primary]

    def step_down(self, seconds: int) -> None:
        """Make the primary hand over and stay out of elections for `seconds`."""
        # It closes connections as it steps down.
        with self.primary().direct() as client, contextlib.suppress(AutoReconnect):
            client.admin.command("replSetStepDown", seconds, secondaryCatchUpPeriodSecs=min(seconds, 5))

    def fail(self, node: Node, commands: Sequence[str], *, namespace: str | None = None, times: int | None = None,
             app: str = "tokentill", **how: Any) -> int:  # fmt: skip
        """Make `commands` of the servers fail at `node` as `how` says; the point's count of hits until now."""
        data = {"failCommands": list(commands), "appName": app, **how}
        if namespace is not None:
            data["namespace"] = namespace
        return self._fail_point(node, "failCommand", "alwaysOn" if times is None else {"times": times}, data)

    def hang(self, node: Node, point: str, **data: Any) -> int:
        """Switch a named fail point of mongod on."""
        return self._fail_point(node, point, "alwaysOn", data)

    def fail_off(self, node: Node, point: str = "failCommand") -> None:
        with node.direct() as client:
            client.admin.command("configureFailPoint", point, mode="off")

    def wait_hit(self, node: Node, hits: int, *, point: str = "failCommand", seconds: float = 20) -> None:
        """Return when the fail point was met `hits` times over its life; fail after `seconds`."""
        with node.direct() as client:
            client.admin.command(
                "waitForFailPoint", point, timesEntered=hits, maxTimeMS=int(seconds * 1_000), comment="faults"
            )

    def _fail_point(self, node: Node, point: str, mode: Any, data: dict[str, Any]) -> int:
        with node.direct() as client:
            answer = client.admin.command("configureFailPoint", point, mode=mode, data=data)
        return int(answer["count"])

    def _states(self) -> list[str]:
        for node in self.nodes:
            try:
                with node.direct() as client:
                    status = client.admin.command("replSetGetStatus")
                return [member["stateStr"] for member in status["members"]]
            except PyMongoError:
                continue
        return []


def _answers(node: Node) -> bool:
    try:
        with node.direct() as client:
            client.admin.command("hello")
    except PyMongoError:
        return False
    return True


def _is_primary(node: Node) -> bool:
    if node.running.exit_code is not None:
        return False
    try:
        with MongoClient[dict[str, Any]](
            node.address, directConnection=True, serverSelectionTimeoutMS=300, timeoutMS=500
        ) as client:
            return bool(client.admin.command("hello").get("isWritablePrimary"))
    except (PyMongoError, OperationFailure):
        return False


def _until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not condition():
        assert time.monotonic() < deadline, f"{what}: not so within {START_SECONDS} s"
        time.sleep(_POLL_SECONDS)
