"""Writes a ZIP file while it is read: what is in memory is some rows of it, however long it gets."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from datetime import datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import orjson

from services.export.left_out import LEFT_OUT
from services.export.reading import Person, Row
from services.export.sections import MODELS, SECTIONS, Section

__all__ = ["archive_of"]

PIECE_BYTES = 65_536
_FASTEST = 1
"""Texts become a third of their size by it, and a piece costs the event loop a millisecond."""
_FORM = orjson.OPT_UTC_Z | orjson.OPT_APPEND_NEWLINE


class _Pieces:
    """What `zipfile` takes for a file that cannot be sought in; `take` empties it."""

    def __init__(self) -> None:
        self._written = bytearray()

    def write(self, data: bytes) -> int:
        self._written += data
        return len(data)

    def flush(self) -> None:
        """Nothing is kept back."""

    def close(self) -> None:
        """There is nothing to close."""

    def take(self, least: int = 0) -> bytes:
        """All that was written, unless it is less than `least`."""
        if len(self._written) < least:
            return b""
        taken = bytes(self._written)
        self._written.clear()
        return taken


async def archive_of(
    person: Person, at: datetime, sections: Sequence[Section] = tuple(SECTIONS)
) -> AsyncGenerator[bytes, None]:
    """Pieces of a ZIP file of JSON Lines, one file a section, and `about.json` at its end. Raises PyMongoError.

    One that breaks off lacks its directory, so that nobody takes it for a whole one.
    """
    pieces, counts = _Pieces(), dict[str, int]()
    with ZipFile(pieces, "w", ZIP_DEFLATED, compresslevel=_FASTEST) as archive:
        for section in sections:
            counts[section.file] = 0
            with archive.open(f"{section.file}.jsonl", "w", force_zip64=True) as file:
                async with aclosing(section.read(MODELS[section.model], section.field_names, person)) as rows:
                    async for row in rows:
                        counts[section.file] += 1
                        file.write(orjson.dumps(_shown(row, person), option=_FORM))
                        if piece := pieces.take(PIECE_BYTES):
                            yield piece
        archive.writestr("about.json", orjson.dumps(_about(person, at, sections, counts), option=orjson.OPT_INDENT_2))
    yield pieces.take()


def _shown(row: Row, person: Person) -> Row:
    """A message says whether its author was this person; who else it was is theirs."""
    if "role" not in row or "content" not in row:
        return row
    author = row.get("author_id")
    rest = {name: value for name, value in row.items() if name != "author_id"}
    return rest | {"author": "you" if author in {None, person.user_id} else "another person"}


def _about(person: Person, at: datetime, sections: Sequence[Section], counts: dict[str, int]) -> dict[str, Any]:
    return {
        "user_id": person.user_id,
        "exported_at": at.isoformat(timespec="milliseconds"),
        "files": {f"{each.file}.jsonl": {"about": each.what, "rows": counts[each.file]} for each in sections},
        "left_out": dict(sorted(LEFT_OUT.items())),
    }
