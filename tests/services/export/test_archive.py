import io
import json
from collections.abc import AsyncGenerator, Sequence
from datetime import UTC, datetime
from random import Random
from typing import Any
from zipfile import BadZipFile, ZipFile

import pytest

from services.export.archive import PIECE_BYTES, archive_of
from services.export.reading import Person, Row
from services.export.sections import Section

ADA = Person("usr_ada", "wal_ada")
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ROW_CHARACTERS = 2_000


def section(file: str, rows: Sequence[Row]) -> Section:
    async def read(_model: object, _fields: object, _person: Person) -> AsyncGenerator[Row, None]:
        for row in rows:
            yield row

    return Section("User", file, "What it is.", "id", read)


async def pieces_of(*sections: Section) -> list[bytes]:
    return [piece async for piece in archive_of(ADA, NOW, sections)]


def lines(archive: ZipFile, name: str) -> list[Any]:
    return [json.loads(line) for line in archive.read(name).decode().splitlines()]


async def test_each_section_is_a_file_and_the_last_one_says_how_many_rows_they_have() -> None:
    amount = 2**63 - 1
    whole = b"".join(
        await pieces_of(section("a", [{"amount": amount, "at": NOW}, {"text": "\n“é漢😀”"}]), section("b", []))
    )
    archive = ZipFile(io.BytesIO(whole))
    assert archive.testzip() is None
    assert archive.namelist() == ["a.jsonl", "b.jsonl", "about.json"]
    assert lines(archive, "a.jsonl") == [{"amount": amount, "at": "2026-03-01T12:00:00Z"}, {"text": "\n“é漢😀”"}]
    assert archive.read("b.jsonl") == b""
    about = json.loads(archive.read("about.json"))
    assert (about["user_id"], about["exported_at"]) == ("usr_ada", "2026-03-01T12:00:00.000+00:00")
    assert about["files"] == {
        "a.jsonl": {"about": "What it is.", "rows": 2},
        "b.jsonl": {"about": "What it is.", "rows": 0},
    }


async def test_what_waits_is_one_piece_however_much_there_is() -> None:
    random = [{"text": Random(number).randbytes(ROW_CHARACTERS // 2).hex()} for number in range(500)]
    pieces = await pieces_of(section("a", random))
    assert len(pieces) > 3
    assert max(map(len, pieces)) < 2 * PIECE_BYTES
    assert len(lines(ZipFile(io.BytesIO(b"".join(pieces))), "a.jsonl")) == 500


async def test_one_that_broke_off_is_no_archive() -> None:
    pieces = await pieces_of(section("a", [{"text": "a"}]))
    with pytest.raises(BadZipFile):
        ZipFile(io.BytesIO(b"".join(pieces)[:-40]))


async def test_who_else_wrote_a_message_is_not_told() -> None:
    messages = [
        {"role": "user", "content": "mine", "author_id": None},
        {"role": "user", "content": "mine too", "author_id": "usr_ada"},
        {"role": "user", "content": "hers", "author_id": "usr_eve"},
    ]
    whole = b"".join(await pieces_of(section("messages", messages)))
    assert [row["author"] for row in lines(ZipFile(io.BytesIO(whole)), "messages.jsonl")] == [
        "you",
        "you",
        "another person",
    ]
    assert b"usr_eve" not in ZipFile(io.BytesIO(whole)).read("messages.jsonl")
