"""Runs a command's work on the database that the settings name, embedded or not, beside a server or without one."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from pymongo.errors import PyMongoError

from database.client import connect
from database.embedded import EmbeddedMongoError, embedded_mongo
from database.mongod_binary import MongodNotFoundError
from database.setup import Database, DatabaseSetupError
from server.command_line import NOT_STARTED, fail
from server.database_failures import database_failure
from settings import Settings

__all__ = ["database_named", "failures_told", "on_database", "require_database"]

Result = TypeVar("Result")
TIMEOUT_MS = 120_000
"""A search through a large collection may take longer before its first row than a request may wait."""


def require_database(settings: Settings) -> None:
    """A mistyped folder must not get an empty database, which would be called clean. Raises FileNotFoundError."""
    if settings.mongodb_uri is None and not (settings.data_dir / "db").is_dir():
        raise FileNotFoundError(
            f"There is no embedded database in {settings.data_dir}; name its folder with --data-dir"
        )


def on_database(settings: Settings, work: Callable[[Database], Awaitable[Result]]) -> Result:
    """What `work` gives. An embedded database that no server runs is started for the time.

    Raises MongodNotFoundError, EmbeddedMongoError, PyMongoError, OSError and what `work` raises.
    """
    with database_named(settings) as named:
        return asyncio.run(_connected(named, work))


@contextmanager
def database_named(settings: Settings) -> Iterator[Settings]:
    """The settings with the address of their database; an embedded one that no server runs runs within the block.

    Raises MongodNotFoundError, EmbeddedMongoError and OSError.
    """
    if settings.mongodb_uri is not None:
        yield settings
        return
    with embedded_mongo(settings.data_dir, binary=settings.tokentill_mongod, attach=True) as uri:
        yield Settings(**{**settings.model_dump(exclude_unset=True), "mongodb_uri": uri})


@contextmanager
def failures_told(code: int = NOT_STARTED) -> Iterator[None]:
    """Say in a sentence why the database cannot be used, and end with `code`."""
    try:
        yield
    except (MongodNotFoundError, EmbeddedMongoError, DatabaseSetupError, OSError) as error:
        fail(str(error), code)
    except PyMongoError as error:
        fail(database_failure(error), code)


async def _connected(settings: Settings, work: Callable[[Database], Awaitable[Result]]) -> Result:
    async with connect(settings) as client:  # whether anything is there is soon found out
        await client.admin.command("ping")
    patient = settings.model_copy(update={"mongodb_timeout_ms": TIMEOUT_MS})
    async with connect(patient) as client:
        return await work(client[settings.mongodb_database])
