"""Writes all documents of a database as they were at one moment."""

import gzip
import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, BinaryIO

import bson
from bson.binary import Binary
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import OperationFailure

from database.archive.errors import SnapshotGoneError
from database.archive.form import FORM, Totals, raw_collection

__all__ = ["write_archive"]

_BATCH_BYTES = 1_000_000
_COMPRESSION = 3
"""Of gzip: more takes twice as long and gives some per cent."""
_GONE = {239, 246}
"""SnapshotTooOld, SnapshotUnavailable: https://www.mongodb.com/docs/manual/reference/error-codes/"""

Progress = Callable[[int], None]


async def write_archive(
    database: AsyncDatabase[dict[str, Any]], file: BinaryIO, progress: Progress | None = None
) -> dict[str, Totals]:
    """Write every collection as all of them were at one moment of the cluster's clock; what was written of each.

    Servers may go on meanwhile. `progress` is told how many documents are written. Raises SnapshotGoneError and
    PyMongoError.
    """
    names = sorted(name for name in await database.list_collection_names() if not name.startswith("system."))
    totals: dict[str, Totals] = {}
    with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=_COMPRESSION, mtime=0) as packed:
        writer = _Writer(packed)
        async with database.client.start_session(snapshot=True) as session:
            header = {"tokentill_backup": FORM, "database": database.name, "taken_at": datetime.now(UTC)}
            writer.write(header)
            try:
                for name in names:
                    done = sum(each.documents for each in totals.values())
                    totals[name] = await _write_collection(database, session, name, writer, progress, done)
            except OperationFailure as error:
                if error.code in _GONE:
                    raise SnapshotGoneError from error
                raise
        writer.write({"collections": {name: each.to_document() for name, each in totals.items()}})
        writer.close()
    return totals


class _Writer:
    def __init__(self, file: gzip.GzipFile) -> None:
        self._file = file
        self._whole = hashlib.sha256()

    def write(self, frame: dict[str, Any]) -> None:
        data = bson.encode(frame)
        self._whole.update(data)
        self._file.write(data)

    def close(self) -> None:
        self._file.write(bson.encode({"sha256": self._whole.hexdigest()}))


async def _write_collection(
    database: AsyncDatabase[dict[str, Any]],
    session: AsyncClientSession,
    name: str,
    writer: _Writer,
    progress: Progress | None,
    done: int,
) -> Totals:
    totals, size = Totals(), 0
    batch: list[bytes] = []

    def flush() -> None:
        data = b"".join(batch)
        writer.write({"collection": name, "documents": len(batch), "data": Binary(data)})
        totals.add(data, len(batch))
        if progress is not None:
            progress(done + totals.documents)

    async for row in raw_collection(database, name).find(sort=[("_id", 1)], session=session):
        batch.append(bytes(row.raw))
        size += len(row.raw)
        if size >= _BATCH_BYTES:
            flush()
            batch, size = [], 0
    if batch:
        flush()
    return totals
