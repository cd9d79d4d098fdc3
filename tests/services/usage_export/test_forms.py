"""What stands in each form: numbers as numbers, texts that are no formulas, sheets of so many rows."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from services.usage_export.columns import COLUMNS, guarded
from services.usage_export.forms import CsvForm, Form, JsonLinesForm
from services.usage_export.xlsx import XlsxForm

AT = datetime(2026, 3, 1, 12, 0, 0, 123_000, tzinfo=UTC)
CHARGE = {
    **dict.fromkeys(COLUMNS),
    "at": AT,
    "entry_id": "65e1",
    "wallet_id": "wal_1",
    "user_id": "usr_1",
    "kind": "chat",
    "model_id": "m-1",
    **{name: number for number, name in enumerate(COLUMNS[10:16])},
    "cost": 25,
    "balance_after": 9_975,
}
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"]  # noqa: RUF001
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def made(form: Form, charges: Sequence[dict[str, Any]]) -> bytes:
    return form.begin() + b"".join(form.add([charge]) for charge in charges) + form.end()


def cells(archive: ZipFile, sheet: int) -> list[list[tuple[str | None, str | None]]]:
    """Each cell of a sheet: its type, and what it holds."""
    root = ET.fromstring(archive.read(f"xl/worksheets/sheet{sheet}.xml"))
    return [
        [(cell.get("t"), "".join(cell.itertext()) if len(cell) else None) for cell in row]
        for row in root.iter(f"{MAIN}row")
    ]


def test_csv_is_a_line_of_names_and_a_line_for_each():
    read = list(csv.reader(io.StringIO(made(CsvForm(), [CHARGE]).decode(), newline="")))
    assert read[0] == list(COLUMNS)
    assert read[1] == ["2026-03-01T12:00:00.123Z", "65e1", "wal_1", "usr_1", "chat", "m-1", "", "", "", "",
                       "0", "1", "2", "3", "4", "5", "25", "9975"]  # fmt: skip
    assert made(CsvForm(), [CHARGE]).count(b"\r\n") == 2


def test_json_lines_are_objects_with_numbers_and_nulls():
    (line,) = made(JsonLinesForm(), [CHARGE]).splitlines()
    assert json.loads(line) == {**CHARGE, "at": "2026-03-01T12:00:00.123Z"}


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_begins_a_formula(text):
    shown = guarded(text)
    assert (shown[0], shown.replace("'", "")) == ("'", text)
    charge = {**CHARGE, "model_id": text, "reference": text}
    row = list(csv.reader(io.StringIO(made(CsvForm(), [charge]).decode(), newline="")))[1]
    assert (row[5], row[9]) == (shown, shown)
    sheet = cells(ZipFile(io.BytesIO(made(XlsxForm(), [charge]))), 1)
    assert [kind for kind, _ in sheet[1]].count("inlineStr") == 6
    assert sheet[1][5] == ("inlineStr", shown.replace("\r", "\n"))  # as XML reads it


@pytest.mark.parametrize(
    ("text", "shown"), [("a;=1", "a;'=1"), ('a", =1', "a\",' =1"), ("x|@y;-z", "x|'@y;'-z"), ("=1;+2", "'=1;'+2")]
)
def test_no_other_separator_begins_one_either(text, shown):
    """https://owasp.org/www-community/attacks/CSV_Injection warns of it."""
    assert guarded(text) == shown


@pytest.mark.parametrize("text", ["", "gpt-4", "a=b", " =1", "a, b; c", "模型"])
def test_other_texts_are_left_as_they_are(text):
    assert guarded(text) == text


def test_a_workbook_has_names_moments_numbers_and_empty_cells():
    archive = ZipFile(io.BytesIO(made(XlsxForm(), [CHARGE])))
    assert archive.testzip() is None
    names, row = cells(archive, 1)
    assert [text for _, text in names] == ["at (UTC)", *COLUMNS[1:]]
    assert row[0] == (None, "46082.500001424")  # days since 1899-12-30
    assert row[6] == (None, None)
    assert row[16:] == [(None, "25"), (None, "9975")]


def test_numbers_that_a_spreadsheet_would_round_are_texts():
    row = cells(ZipFile(io.BytesIO(made(XlsxForm(), [{**CHARGE, "cost": 10**15 - 1, "balance_after": 10**15}]))), 1)[1]
    assert row[16:] == [(None, "999999999999999"), ("inlineStr", "1000000000000000")]


def test_characters_that_xml_has_not_are_replaced_and_others_escaped():
    text = 'a\x00\x1b<&>"\ud800'
    row = cells(ZipFile(io.BytesIO(made(XlsxForm(), [{**CHARGE, "model_id": text}]))), 1)[1]
    assert row[5] == ("inlineStr", 'a��<&>"�')


@pytest.mark.parametrize(("charges", "rows"), [(0, [1]), (2, [3]), (3, [3, 2]), (4, [3, 3]), (5, [3, 3, 2])])
def test_a_sheet_that_is_full_is_followed_by_another(charges, rows):
    form = XlsxForm(sheet_rows=3)
    archive = ZipFile(io.BytesIO(form.begin() + form.add([CHARGE] * charges) + form.end()))
    assert [len(cells(archive, number)) for number in range(1, len(rows) + 1)] == rows
    workbook = ET.fromstring(archive.read("xl/workbook.xml"))
    named = [sheet.get("name") for sheet in workbook.iter(f"{MAIN}sheet")]
    assert named == [f"Usage {number}" for number in range(1, len(rows) + 1)]
    assert archive.read("[Content_Types].xml").count(b"worksheet+xml") == len(rows)


def test_a_workbook_is_made_piece_by_piece():
    form = XlsxForm()
    sizes = [len(form.begin()), *(len(form.add([CHARGE] * 5_000)) for _ in range(8))]
    form.close()
    assert sum(size > 0 for size in sizes[1:]) >= 6  # deflate keeps some back
    assert max(sizes) < 200_000
