"""The form of an archive: gzip over BSON documents, one after another.

    {"tokentill_backup": 1, "database", "taken_at"}             the header
    {"collection", "documents", "data"}                         some documents of a collection, in the order of their
                                                                ids: BSON, one after another, as many as `documents`
    {"collections": {name: {"documents", "bytes", "sha256"}}}   the totals; each hash is over all `data` of it
    {"sha256"}                                                  over all that comes before, uncompressed

A collection's documents stand together, and collections in the order of their names. Only documents are kept:
validators and indexes follow from the models of the version that restores.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import bson
from bson.codec_options import CodecOptions
from bson.raw_bson import RawBSONDocument
from pymongo.asynchronous.collection import AsyncCollection
from pymongo.asynchronous.database import AsyncDatabase

from database.archive.errors import ArchiveError

__all__ = ["FORM", "Totals", "raw_collection", "read_frames"]

FORM = 1
_LENGTH_BYTES = 4
_MOST_BYTES = 48 * 1024 * 1024
"""Of one frame; ours have 17 MB at most."""


@dataclass(slots=True)
class Totals:
    """What was seen of one collection."""

    documents: int = 0
    size_bytes: int = 0
    hash: Any = field(default_factory=hashlib.sha256)

    def add(self, data: bytes, documents: int = 1) -> None:
        """Count documents in, in the order of their ids."""
        self.documents += documents
        self.size_bytes += len(data)
        self.hash.update(data)

    def to_document(self) -> dict[str, Any]:
        """As the archive keeps it."""
        return {
            "documents": bson.int64.Int64(self.documents),
            "bytes": bson.int64.Int64(self.size_bytes),
            "sha256": self.hash.hexdigest(),
        }


def raw_collection(database: AsyncDatabase[dict[str, Any]], name: str) -> AsyncCollection[RawBSONDocument]:
    """The collection with its documents as bytes."""
    raw: CodecOptions[RawBSONDocument] = CodecOptions(document_class=RawBSONDocument)
    return database.get_collection(name, codec_options=raw)  # type: ignore[return-value]  # the stubs keep the database's


def read_frames(file: BinaryIO) -> Iterator[dict[str, Any]]:
    """Every frame but the last, which is compared with what was read. Raises ArchiveError when anything is wrong."""
    whole = hashlib.sha256()
    while True:
        frame = _read_frame(file)
        if frame is None:
            raise ArchiveError("The archive is cut off")
        try:
            document = bson.decode(frame)
        except bson.errors.InvalidBSON as error:
            raise ArchiveError("The archive is damaged") from error
        if "sha256" in document:
            if document["sha256"] != whole.hexdigest() or _read_frame(file) is not None:
                raise ArchiveError("The archive is damaged: its checksum does not fit")
            return
        whole.update(frame)
        yield document


def _read_frame(file: BinaryIO) -> bytes | None:
    try:
        head = file.read(_LENGTH_BYTES)
        if not head:
            return None
        length = int.from_bytes(head, "little")
        if not _LENGTH_BYTES < length <= _MOST_BYTES:
            raise ArchiveError("The file is no archive of Tokentill, or damaged")
        rest = file.read(length - _LENGTH_BYTES)
    except (OSError, EOFError) as error:  # gzip's BadGzipFile is an OSError
        raise ArchiveError(f"The archive cannot be read: {error}") from error
    if len(rest) < length - _LENGTH_BYTES:
        raise ArchiveError("The archive is cut off")
    return head + rest
