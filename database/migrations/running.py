"""Brings a database up to date: once, whoever of several servers does it, and through every crash."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

import structlog
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import BulkWriteError

from database.migrations.errors import MigrationError
from database.migrations.lease import Lease
from database.migrations.listing import Change, known_migrations
from database.migrations.step import Step
from models.ids import new_id

__all__ = ["Standing", "bring_up", "migrate", "standings"]

_log = structlog.get_logger(__name__)

_COLLECTION = "migrations"
_WAIT_SECONDS = 120.0
"""How long a server waits at its start for another one that migrates."""
_LOOK_SECONDS = 0.5

Rows = AsyncDatabase[dict[str, Any]]
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one migration is in a database."""

    change: Change
    done: int
    started_at: datetime | None
    finished_at: datetime | None


async def standings(database: Rows, changes: Sequence[Change] | None = None) -> list[Standing]:
    """Every migration of this version. Raises MigrationError when the database had one that it does not know."""
    changes = known_migrations() if changes is None else changes
    rows = {row["_id"]: row async for row in database[_COLLECTION].find({"_id": {"$type": "number"}})}
    newest = max(rows, default=0)
    if newest > len(changes):
        raise MigrationError(
            f"The database is of a newer version: it has had migration {newest}, and this one knows {len(changes)}. "
            "Run that version, or a newer one."
        )
    found = []
    for change in changes:
        row = rows.get(change.number, {})
        found.append(Standing(change, row.get("done", 0), row.get("started_at"), row.get("finished_at")))
    return found


async def bring_up(database: Rows, existing: Collection[str], changes: Sequence[Change] | None = None) -> None:
    """What every start does: run what is quick, and refuse to go on where something is not.

    `existing` are the collections that are there. A database without any needs no migration. Raises MigrationError.
    """
    changes = known_migrations() if changes is None else changes
    if not set(existing) - {_COLLECTION} and not await database[_COLLECTION].count_documents({}, limit=1):
        await _note_all(database, changes)
        return
    pending = [each.change for each in await standings(database, changes) if each.finished_at is None]
    slow = [change for change in pending if not await change.is_quick(database)]
    if slow:
        raise MigrationError(
            f"The database needs a migration that takes long ({slow[0].number}, {slow[0].name}): stop all servers, "
            "back it up, and run `tokentill migrate`"
        )
    if pending:
        await migrate(database, changes=changes)


async def migrate(
    database: Rows,
    *,
    to: int | None = None,
    changes: Sequence[Change] | None = None,
    progress: Progress | None = None,
    wait_seconds: float = _WAIT_SECONDS,
) -> list[Change]:
    """Carry out what is left, up to the number `to`, one after another; what was done here.

    Raises MigrationError when another server has been at it for `wait_seconds`, and LeaseLostError when one takes over.
    """
    changes = known_migrations() if changes is None else changes
    lease = Lease(database, new_id("lse"))
    deadline = asyncio.get_running_loop().time() + wait_seconds
    done: list[Change] = []
    while True:
        left = [
            each
            for each in await standings(database, changes)
            if each.finished_at is None and (to is None or each.change.number <= to)
        ]
        if not left:
            break
        if not await lease.take():
            if asyncio.get_running_loop().time() > deadline:
                raise MigrationError("Another server migrates the database; start again when it is done")
            await asyncio.sleep(_LOOK_SECONDS)
            continue
        # Read once more: between the look and the lease another server may have come to the end of this one.
        if (await standings(database, changes))[left[0].change.number - 1].finished_at is None:
            await _carry_out(database, lease, left[0].change, progress)
            done.append(left[0].change)
    if done:
        await lease.give_up()
    return done


async def _carry_out(database: Rows, lease: Lease, change: Change, progress: Progress | None) -> None:
    rows = database[_COLLECTION]
    beginning = [{"$set": {"name": change.name, "started_at": {"$ifNull": ["$started_at", "$$NOW"]}}}]
    await rows.update_one({"_id": change.number}, beginning, upsert=True)
    row = await rows.find_one({"_id": change.number}) or {}
    _log.info("migration_started", number=change.number, name=change.name, done=row.get("done", 0))
    keep = partial(_keep, rows, lease, change, progress)
    await change.run(Step(database, row.get("cursor"), row.get("done", 0), keep))
    await lease.keep()
    await rows.update_one({"_id": change.number}, [{"$set": {"finished_at": "$$NOW", "cursor": None}}])
    _log.info("migration_finished", number=change.number, name=change.name)


async def _keep(rows: Any, lease: Lease, change: Change, progress: Progress | None, cursor: Any, done: int) -> None:
    await lease.keep()
    await rows.update_one({"_id": change.number}, {"$set": {"cursor": cursor, "done": done}})
    if progress is not None:
        progress(done)


async def _note_all(database: Rows, changes: Sequence[Change]) -> None:
    """A new database has nothing to change, and never needs what this version knows."""
    if not changes:
        return
    hello = await database.client.admin.command("hello")
    at = hello["localTime"]
    rows = [
        {"_id": change.number, "name": change.name, "started_at": at, "finished_at": at, "done": 0}
        for change in changes
    ]
    try:
        await database[_COLLECTION].insert_many(rows, ordered=False)
    except BulkWriteError as error:
        if any(each["code"] != 11_000 for each in error.details["writeErrors"]):  # noqa: PLR2004 - a duplicate key
            raise
