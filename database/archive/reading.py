"""Restores an archive into an empty database, and makes sure that what is there then is what was in the archive.

While it goes on the database has a mark that no server starts on.
"""

import gzip
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from bson.raw_bson import RawBSONDocument
from pymongo.asynchronous.database import AsyncDatabase

from database.archive.errors import ArchiveError, DatabaseNotEmptyError
from database.archive.form import FORM, Totals, raw_collection, read_frames

__all__ = ["RESTORING", "check_archive", "restore_archive"]

RESTORING = "restoring"
"""A collection that is there while a restore goes on, or was broken off."""
_LENGTH_BYTES = 4

Progress = Callable[[int], None]


def check_archive(path: Path) -> dict[str, Totals]:
    """Read the whole file; what each collection has in it. Raises ArchiveError and OSError."""
    seen: dict[str, Totals] = {}
    told: Mapping[str, Any] | None = None
    for frame in _frames(path):
        if "collections" in frame:
            told = frame["collections"]
        else:
            seen.setdefault(frame["collection"], Totals()).add(bytes(frame["data"]), frame["documents"])
    if told is None:
        raise ArchiveError("The archive is cut off")
    for name, of in told.items():
        if seen.setdefault(name, Totals()).to_document() != of:
            raise ArchiveError(f"The archive is damaged: {name} is not what it was")
    return seen


async def restore_archive(
    database: AsyncDatabase[dict[str, Any]], path: Path, progress: Progress | None = None
) -> dict[str, Totals]:
    """Check the file, fill the empty `database`, and compare; what each collection has. Indexes are made afterwards.

    `progress` is told how many documents are stored. Raises ArchiveError, DatabaseNotEmptyError and PyMongoError.
    """
    expected = check_archive(path)
    if [name for name in await database.list_collection_names() if not name.startswith("system.")]:
        raise DatabaseNotEmptyError(database.name)
    await database[RESTORING].insert_one({"_id": "restore"})
    done = 0
    for frame in _frames(path):
        if "collection" not in frame:
            continue
        rows = list(_documents(bytes(frame["data"])))
        await raw_collection(database, frame["collection"]).insert_many(rows, ordered=False)
        done += len(rows)
        if progress is not None:
            progress(done)
    for name, totals in expected.items():
        await _compare(database, name, totals)
    await database.drop_collection(RESTORING)
    return expected


async def _compare(database: AsyncDatabase[dict[str, Any]], name: str, expected: Totals) -> None:
    stored = Totals()
    async for row in raw_collection(database, name).find(sort=[("_id", 1)]):
        stored.add(bytes(row.raw))
    if stored.to_document() != expected.to_document():
        raise ArchiveError(f"{name} is stored otherwise than it stands in the archive: restore it again")


def _frames(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rb") as file:
        frames = read_frames(file)  # type: ignore[arg-type]  # a GzipFile is read as any binary file
        header = next(frames, {})
        if header.get("tokentill_backup") != FORM:
            raise ArchiveError("The file is no archive of Tokentill, or of a form that this version does not know")
        yield from frames


def _documents(data: bytes) -> Iterator[RawBSONDocument]:
    at = 0
    while at < len(data):
        length = int.from_bytes(data[at : at + _LENGTH_BYTES], "little")
        yield RawBSONDocument(data[at : at + length])
        at += length
