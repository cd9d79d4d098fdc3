"""Makes a database ready: collections, validators, indexes, and Beanie bound to it. Safe to run at every start."""

from collections.abc import Mapping, Sequence
from typing import Any

import pymongo
import structlog
from beanie import init_beanie
from pymongo import IndexModel
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import OperationFailure

import models
from database.archive.reading import RESTORING
from database.migrations.errors import MigrationError
from database.migrations.running import bring_up
from database.validators import VALIDATORS

__all__ = ["Database", "DatabaseSetupError", "set_up"]

Database = AsyncDatabase[dict[str, Any]]

NAMESPACE_EXISTS = 48
"""MongoDB's code for a collection that is there already."""

INDEX_SECONDS = 3_600.0
"""For so long the first start of a new version may make indexes of a collection: 10 million entries took 141 s."""

_log = structlog.get_logger(__name__)


class DatabaseSetupError(Exception):
    """The database cannot be made what this version needs. The message names collection and index."""


async def set_up(database: Database) -> None:
    """Migrate what is older, create what is missing, bring validators up to date, bind Beanie, and verify indexes.

    Several servers may do this at once. Raises DatabaseSetupError when a migration takes long, or is not known to this
    version; when an index stands there with other options; and for a lone mongod, which knows neither retryable writes
    nor transactions nor change streams.
    """
    await _require_replica_set(database)
    existing = {details["name"]: dict(details) async for details in await database.list_collections()}
    if RESTORING in existing:
        raise DatabaseSetupError(
            "A restore goes on in this database, or was broken off: then empty it (`tokentill reset`) and restore again"
        )
    try:
        await bring_up(database, existing)
    except MigrationError as error:
        raise DatabaseSetupError(str(error)) from error
    for model in models.ALL:
        name = model.Settings.name
        await _apply_validator(database, name, existing.get(name))
        await _make_indexes(database[name], model.Settings.indexes)
    # Not by Beanie: it takes two indexes on the same fields for one, whatever their direction, and drops the first.
    await init_beanie(database=database, document_models=models.ALL, skip_indexes=True)
    _log.info("database_ready", database=database.name, collections=len(models.ALL))


async def _require_replica_set(database: Database) -> None:
    answer = await database.client.admin.command("hello")
    if "setName" not in answer and answer.get("msg") != "isdbgrid":
        raise DatabaseSetupError("MONGODB_URI must name a replica set (one node is enough) or a sharded cluster")


async def _apply_validator(database: Database, name: str, existing: dict[str, Any] | None) -> None:
    validator = VALIDATORS.get(name, {})
    if existing is None:
        try:
            await database.create_collection(name, validator=validator, check_exists=False)
        except OperationFailure as error:
            if error.code != NAMESPACE_EXISTS:  # another server was faster, and did the same
                raise
    elif existing.get("options", {}).get("validator", {}) != validator:
        await database.command("collMod", name, validator=validator)


def _has_all(standing: Mapping[str, Mapping[str, Any]], indexes: Sequence[IndexModel]) -> bool:
    """Whether all stand as they are wanted: to ask costs less than to make them again, and locks nothing."""
    return all(_fits(standing.get(index.document["name"], {}), index.document) for index in indexes)


def _fits(standing: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    options = {name: value for name, value in standing.items() if name not in {"v", "key"}}
    others = {name: value for name, value in wanted.items() if name not in {"name", "key"}}
    return standing.get("key") == [*wanted["key"].items()] and options == others


async def _make_indexes(collection: AsyncCollection[dict[str, Any]], indexes: Sequence[IndexModel]) -> None:
    if not indexes or _has_all(await collection.index_information(), indexes):
        return
    try:
        with pymongo.timeout(INDEX_SECONDS):  # not the client's, which a new index of a large collection would pass
            await collection.create_indexes(indexes)
    except OperationFailure as error:
        raise DatabaseSetupError(f"An index of {collection.name} cannot be made: {error}") from error
    missing = {index.document["name"] for index in indexes} - set(await collection.index_information())
    if missing:
        raise DatabaseSetupError(f"{collection.name} lacks the indexes {', '.join(sorted(missing))}")
