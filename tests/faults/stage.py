"""What a row plays on: servers, users, load, and the reckoning at its end."""

import asyncio
import json
import os
import time
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pymongo import MongoClient
from pymongo.database import Database

from tests.faults.book import Answer, Book, Operation
from tests.faults.cluster import Cluster
from tests.faults.load import Attempt, Load
from tests.faults.people import Person, new_person
from tests.faults.plan import Plan, say
from tests.faults.processes import PYTHON, ROOT
from tests.faults.recount import Recount, recount
from tests.faults.server import Server
from tests.faults.workers import LedgerProcess

__all__ = ["SkippedError", "Stage"]

SETTLE_SECONDS = 75
"""Longest wait for what a fault left: a lease of 30 s, a sweep each 10 s, and a margin for a busy machine."""
WORKERS_TOKENS = 50_000_000

Result = TypeVar("Result")
BUGS = ("unexpected_failure", "background_job_failed", "ledger_commit_failed", "generation_crashed", "Traceback")


class SkippedError(Exception):
    """The row cannot run here; the message says why."""


_PLANS = """{"plans": [
    {"id": "free", "name": "Free", "tokens_per_month": 1000000000000, "max_tokens_per_request": 4000}
]}"""
"""People under load use more than a free plan has."""


class Stage:
    """One row on a database of its own."""

    def __init__(self, plan: Plan, folder: Path, cluster: Cluster, seconds: float) -> None:
        self.plan = plan
        self.folder = folder
        self.cluster = cluster
        self.seconds = seconds
        """How long the load runs before and after the fault, each."""
        self.book = Book()
        self.load = Load(self.book)
        self.name = f"row_{plan.row}"
        self.uri = cluster.uri
        self.servers: list[Server] = []
        self.people: list[Person] = []
        self.processes: list[LedgerProcess] = []
        self._tasks: list[asyncio.Task[Any]] = []
        self._client: MongoClient[dict[str, Any]] | None = None

    # --- Setting up
    async def server(self, *, clock_hours: int = 0, **env: str) -> Server:
        """Start a server on the replica set; `env` are settings by name."""
        server = self.make_server(clock_hours=clock_hours, **env)
        await server.start()
        return server

    async def two_servers(self, **env: str) -> list[Server]:
        """Start two servers at the same time, on a database that neither has set up yet."""
        servers = [self.make_server(**env), self.make_server(**env)]
        await asyncio.gather(*(server.start() for server in servers))
        return servers

    def make_server(self, *, clock_hours: int = 0, **env: str) -> Server:
        """A server that is not started yet."""
        plans = self.folder / "plans.json"
        plans.write_text(_PLANS, "utf-8")
        settings = {
            "MONGODB_URI": self.uri,
            "MONGODB_DATABASE": self.name,
            "CLAIM_PERIOD_SECONDS": "1",
            "PLANS_FILE": str(plans),
            "CHAT_MAX_RUNNING": "64",
            **env,
        }
        folder = self.folder / f"server-{len(self.servers)}"
        server = Server(folder, settings, clock_hours=clock_hours)
        self.servers.append(server)
        return server

    async def person(self, server: Server) -> Person:
        """Register somebody at `server`."""
        person = await new_person(server, self.database)
        self.people.append(person)
        return person

    async def ledger_processes(self, count: int) -> list[LedgerProcess]:
        """Start `count` processes with a ledger. A server must have set the database up before."""
        started = [
            LedgerProcess(f"ledger-{number}", self.uri, self.name, self.folder / f"ledger-{number}.log")
            for number in range(len(self.processes), len(self.processes) + count)
        ]
        self.processes += started
        await asyncio.gather(*(process.start() for process in started))
        return started

    @property
    def database(self) -> Database[dict[str, Any]]:
        """The row's database, read raw."""
        if self._client is None:
            self._client = MongoClient(
                self.uri, tz_aware=True, serverSelectionTimeoutMS=30_000, readConcernLevel="majority", appname="driver"
            )
        return self._client[self.name]

    def ways(self, person: Person, servers: Sequence[Server]) -> list[Attempt]:
        """How `person` can send: by each of `servers`."""
        return [_way(person, server) for server in servers]

    def start(self, work: Coroutine[Any, Any, Result]) -> asyncio.Task[Result]:
        """Run `work` beside the row; it ends with the row."""
        task = asyncio.create_task(work)
        self._tasks.append(task)
        return task

    # --- Telling
    def say(self, text: str) -> None:
        say(self.plan.row, text)

    def within(self, what: str, seconds: float, limit: float) -> None:
        """State a time, and fail beyond its limit."""
        self.say(f"{what}: {seconds:.2f} s (at most {limit:g})")
        assert seconds <= limit, f"{what} took {seconds:.2f} s, more than {limit} s"

    async def block(self, call: Callable[..., Result], *arguments: Any, **named: Any) -> Result:
        """Run a blocking call in a thread."""
        return await asyncio.to_thread(call, *arguments, **named)

    # --- The end
    async def reckon(self) -> Recount:
        """Wait until all is settled, then audit, recount, and compare. Raises AssertionError with what is wrong."""
        self.say(self.book.summary())
        if self.book.codes():
            self.say(f"answers that were not yes: {self.book.codes()}")
        assert not self.book.bugs(), self.book.bugs()[:5]
        open_ones = [op for op in self.book.operations if not (op.done or op.refused or op.abandoned)]
        assert not open_ones, f"{len(open_ones)} operations never got an outcome: {open_ones[:2]}"
        await self._settled()
        result = await self.block(self._recount)
        assert not result.problems, result.problems[:10]
        await self._compare_balances(result)
        audited = await self._audit()
        self.say(
            f"recount: {result.entries} entries, granted {result.granted} = spent {result.spent} "
            f"+ available {sum(result.available.values())} + held {sum(result.held.values())}; audit clean: {audited}"
        )
        self._read_logs()
        return result

    async def _settled(self) -> None:
        """Return once no generation and no hold is open."""
        deadline = time.monotonic() + SETTLE_SECONDS
        while time.monotonic() < deadline:
            unfinished = await self.block(
                self.database["generations"].count_documents, {"lease_until": {"$type": "date"}}
            )
            if not unfinished and not sum((await self.block(self._recount)).held.values()):
                return
            await asyncio.sleep(0.5)
        raise AssertionError(f"{unfinished} generations or their holds are open after {SETTLE_SECONDS} s")

    def _recount(self) -> Recount:
        return recount(self.database["ledger_entries"].find({}), self.book.operations)

    async def _compare_balances(self, result: Recount) -> None:
        for server in self.servers:
            if server.process is None or server.process.exit_code is not None:
                continue
            for person in self.people:
                told = await person.balance(server)
                counted = {"available": result.available[person.wallet], "held": result.held[person.wallet]}
                assert {name: told[name] for name in counted} == counted, (server.name, person.wallet, told, counted)

    async def _audit(self) -> str:
        process = await asyncio.create_subprocess_exec(
            PYTHON, "-m", "server.cli", "audit", "--json", cwd=ROOT, stdout=-1, stderr=-1,
            env={**os.environ, "MONGODB_URI": self.uri, "MONGODB_DATABASE": self.name},
        )  # fmt: skip
        output, errors = await process.communicate()
        assert process.returncode == 0, f"the audit ended with {process.returncode}: {output[:2_000]!r} {errors!r}"
        report = json.loads(output)
        return f"{report['entries']} entries of {report['wallets']} wallets"

    def _read_logs(self) -> None:
        """No fault may lead into a bug: an unexpected error that a server had to mask."""
        for server in self.servers:
            counts = {word: server.log.count(word) for word in BUGS}
            assert not counts["unexpected_failure"], server.log[server.log.index("unexpected_failure") :][:4_000]
            if any(counts.values()):
                self.say(f"{server.name} logged { ({word: n for word, n in counts.items() if n}) }")

    async def close(self) -> None:
        """End everything that the row started."""
        await self.load.cancel()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for person in self.people:
            await person.close()
        for server in self.servers:
            server.close()
        for process in self.processes:
            process.kill()
            await process.close()
        if self._client is not None:
            self._client.close()


def _way(person: Person, server: Server) -> Attempt:
    async def attempt(operation: Operation) -> Answer:
        return await person.attempt(server, operation)

    return attempt
