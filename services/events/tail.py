"""Reads off what the database stored that something happened: one change stream, read by one server at a time.

Whatever writes a payment, a user or an entry of the ledger does nothing for it and waits for nothing. How far the
stream was read is stored after its effects, each of which may be repeated, so nothing is lost when a server dies: the
next one reads on from there. See docs/decisions/0080-events-are-read-off-what-is-stored.md.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager, suppress
from math import inf
from typing import Any, Protocol

import structlog
from pymongo.asynchronous.change_stream import AsyncDatabaseChangeStream
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import OperationFailure, PyMongoError

from models.stream_position import StreamPosition
from services.clock import Clock
from services.errors import TokentillError
from services.events.positions import LEASE, LeaseLostError, Positions
from services.events.recorder import EventRecorder
from services.events.sources import SOURCES, read_events

__all__ = ["EventTail", "HearsOfWallets"]

_log = structlog.get_logger(__name__)

NAME = "events"
LEDGER = "ledger_entries"
MOST_CHANGES = 1_000
"""Of one batch."""
BATCH_SECONDS = 0.5
WAIT_SECONDS = 0.25
"""For which one question waits in the database for a change."""
SAVE_SECONDS = LEASE.total_seconds() / 3
"""A position is stored this often even when nothing happens."""
LOOK_SECONDS = 2.0
"""Between two looks at whether another server has gone."""
MOST_NOTED = 1_000
WALK_ROWS = 500
_STREAM_LOST = frozenset({260, 280, 286})
"""MongoDB's InvalidResumeToken, ChangeStreamFatalError, ChangeStreamHistoryLost: nothing can be read on from there."""
_RESERVE_ALONE = ["hold", "renew", "release"]
"""Entries that neither give nor take a token."""
_PIPELINE: list[dict[str, Any]] = [
    {
        "$match": {
            "$or": [
                {"operationType": "insert", "ns.coll": LEDGER, "fullDocument.kind": {"$nin": _RESERVE_ALONE}},
                {"operationType": {"$in": ["insert", "update", "replace"]}, "ns.coll": {"$in": list(SOURCES)}},
            ]
        }
    },
    {"$project": {"ns.coll": True, "documentKey._id": True, "fullDocument.wallet": True}},
]

_Stream = AsyncDatabaseChangeStream[dict[str, Any]]


class HearsOfWallets(Protocol):
    """Who looks at wallets that changed."""

    async def look(self, wallets: Collection[str]) -> None:
        """Look at these wallets as they are now. May be repeated. Raises PyMongoError, LedgerError."""


class EventTail:
    """One for a process. `start` it; of all processes one reads."""

    def __init__(
        self, database: AsyncDatabase[dict[str, Any]], recorder: EventRecorder, wallets: HearsOfWallets, clock: Clock
    ) -> None:
        self._database = database
        self._recorder = recorder
        self._wallets = wallets
        self._clock = clock
        self._positions = Positions(NAME, clock)
        # Well within the client's timeout, which an answer without changes must not meet.
        self._wait_seconds = min(WAIT_SECONDS, (database.client.options.timeout or inf) / 2)
        self._task: asyncio.Task[None] | None = None
        self._stopped = False

    def start(self) -> None:
        """Read from now on whenever no other server does."""
        self._task = asyncio.create_task(self._run(), name="event-tail")

    async def stop(self) -> None:
        """Read no more; another server goes on at once."""
        self._stopped = True  # the driver may answer a cancellation by an error of its own
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait({self._task})

    async def catch_up(self) -> bool:
        """Read up to what is newest now; False when another server is reading. Raises PyMongoError, TokentillError."""
        position = await self._positions.take()
        if position is None:
            return False
        async with self._released(position):
            await self._read(position, until_quiet=True)
        return True

    async def _run(self) -> None:
        while not self._stopped:
            try:
                position = await self._positions.take()
                if position is not None:
                    async with self._released(position):
                        await self._read(position, until_quiet=False)
            except LeaseLostError:
                _log.info("event_tail_handed_over")
            except (PyMongoError, TokentillError) as error:
                _log.warning("event_tail_broken", error=type(error).__name__)
            except Exception:  # noqa: BLE001 - a bug with one change must not end it for every other
                _log.exception("event_tail_broken")
            await asyncio.sleep(LOOK_SECONDS)

    @asynccontextmanager
    async def _released(self, position: StreamPosition) -> AsyncIterator[None]:
        """The lease ends with the block, also when it is cancelled."""
        try:
            yield
        finally:
            with suppress(PyMongoError):
                await asyncio.shield(self._positions.release(position))

    async def _read(self, position: StreamPosition, *, until_quiet: bool) -> None:
        stream = await self._open(position)
        async with stream:
            await self._read_noted(position)
            saved_at = asyncio.get_running_loop().time()
            while stream.alive and not self._stopped:
                batch = await self._next_batch(stream)
                await self._handle(position, batch)
                now = asyncio.get_running_loop().time()
                if batch or until_quiet or now - saved_at >= SAVE_SECONDS:
                    await self._positions.save(position, stream.resume_token)
                    saved_at = now
                if until_quiet and not batch:
                    return

    async def _open(self, position: StreamPosition) -> _Stream:
        try:
            stream = await self._watch(position.token)
        except OperationFailure as error:
            if error.code not in _STREAM_LOST or position.token is None:
                raise
            _log.error("event_stream_lost", read_at=position.read_at.isoformat(), code=error.code)
            stream = await self._watch(None)
            await self._walk(position)
        await self._positions.save(position, stream.resume_token)
        return stream

    async def _watch(self, token: Mapping[str, Any] | None) -> _Stream:
        wait = int(self._wait_seconds * 1_000)
        return await self._database.watch(_PIPELINE, resume_after=token, max_await_time_ms=wait)

    async def _next_batch(self, stream: _Stream) -> list[Mapping[str, Any]]:
        """What has happened since, gathered for a moment, so that a busy wallet is looked at once."""
        until = asyncio.get_running_loop().time() + BATCH_SECONDS
        batch: list[Mapping[str, Any]] = []
        while len(batch) < MOST_CHANGES and asyncio.get_running_loop().time() < until:
            change = await stream.try_next()
            if change is None:
                break
            batch.append(change)
        return batch

    async def _handle(self, position: StreamPosition, batch: list[Mapping[str, Any]]) -> None:
        wallets: set[str] = set()
        ids: defaultdict[str, set[str]] = defaultdict(set)
        for change in batch:
            if change["ns"]["coll"] == LEDGER:
                wallets.add(change["fullDocument"]["wallet"])
            else:
                ids[change["ns"]["coll"]].add(change["documentKey"]["_id"])
        for collection, changed in ids.items():
            await self._tell(position, collection, changed)
        if wallets:
            await self._wallets.look(wallets)

    async def _tell(self, position: StreamPosition, collection: str, ids: Collection[str]) -> None:
        seen = await read_events(collection, ids, self._clock(), position.began_at)
        await self._recorder.record(seen.events)
        if seen.unreadable:
            await self._positions.note(position, collection, seen.unreadable, most=MOST_NOTED)

    async def _read_noted(self, position: StreamPosition) -> None:
        """Another version of the program may be able to read what was not readable."""
        if position.again:
            await self._positions.forget_noted(position)
        for each in position.again:
            if each["collection"] in SOURCES:
                await self._tell(position, each["collection"], [each["id"]])

    async def _walk(self, position: StreamPosition) -> None:
        """Look at everything: what changed while the stream was lost is nowhere to be read."""
        for collection, source in SOURCES.items():
            rows = source.model.get_pymongo_collection()
            last: str | None = None
            while True:
                query = {} if last is None else {"_id": {"$gt": last}}
                found = await rows.find(query, {"wallet_id": True}).sort("_id", 1).limit(WALK_ROWS).to_list()
                if not found:
                    break
                await self._tell(position, collection, [row["_id"] for row in found])
                if collection == "users":
                    await self._wallets.look([row["wallet_id"] for row in found])
                await self._positions.save(position, position.token)
                last = found[-1]["_id"]
