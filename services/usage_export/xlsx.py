"""XLSX (ECMA-376), written while it is read: a ZIP file whose sheets come first, and the parts that name them last.

Sheets hold at most as many rows as spreadsheets read. Texts stand in the cells themselves, so that nothing needs to be
remembered; none is a formula.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from html import escape
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from services.usage_export.charges import Charge
from services.usage_export.columns import COLUMNS, guarded

__all__ = ["MOST_SHEET_ROWS", "XlsxForm"]

MOST_SHEET_ROWS = 1_048_576
MOST_SHEET_BYTES = 2**30
"""Of one sheet before it is compressed. From 2^31 on a ZIP file needs a form that spreadsheets do not read."""
LARGEST_EXACT = 10**15
"""Spreadsheets keep 15 digits of a number; a larger one is written as a text."""
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - days of spreadsheets have no zone
_FASTEST = 1
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SHEET = f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'
_SHEET_END = "</sheetData></worksheet>"
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd hh:mm:ss.000"/>'
    '</numFmts><fonts count="1"><font/></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill>'
    '<patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1">'
    '<xf/></cellStyleXfs><cellXfs count="2"><xf xfId="0"/><xf numFmtId="164" applyNumberFormat="1" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


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

    def take(self) -> bytes:
        taken = bytes(self._written)
        self._written.clear()
        return taken


class XlsxForm:
    """One workbook. Moments are days of a spreadsheet, in UTC; counts are numbers."""

    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def __init__(self, *, sheet_rows: int = MOST_SHEET_ROWS) -> None:
        self._pieces = _Pieces()
        self._archive = ZipFile(self._pieces, "w", ZIP_DEFLATED, compresslevel=_FASTEST)
        self._sheet_rows = sheet_rows
        self._sheets = 0
        self._rows = self._bytes = 0
        """Of the sheet that is being written."""
        self._sheet: IO[bytes] | None = None

    def begin(self) -> bytes:
        """The beginning of the first sheet."""
        self._open_sheet()
        return self._pieces.take()

    def add(self, charges: Sequence[Charge]) -> bytes:
        """A row for each, on as many sheets as it takes."""
        rest = list(charges)
        while rest:
            room = self._sheet_rows - self._rows
            if room <= 0 or self._bytes > MOST_SHEET_BYTES:
                self._close_sheet()
                self._open_sheet()
                continue
            self._write("".join([_row(charge) for charge in rest[:room]]), min(room, len(rest)))
            del rest[:room]
        return self._pieces.take()

    def end(self) -> bytes:
        """The end of the last sheet, and what names them all."""
        self._close_sheet()
        for name, text in _parts(self._sheets).items():
            self._archive.writestr(name, text)
        self._archive.close()
        return self._pieces.take()

    def close(self) -> None:
        """Also of a workbook that breaks off, which a ZIP file does not like to be."""
        if self._sheet is not None:
            self._sheet.close()
        self._archive.close()

    def _open_sheet(self) -> None:
        self._sheets += 1
        self._rows = self._bytes = 0
        self._sheet = self._archive.open(f"xl/worksheets/sheet{self._sheets}.xml", "w")
        names = "".join([_text("at (UTC)" if name == "at" else name) for name in COLUMNS])
        self._write(f"{_SHEET}<row>{names}</row>", 1)

    def _close_sheet(self) -> None:
        if self._sheet is not None:
            self._sheet.write(_SHEET_END.encode())
            self._sheet.close()
            self._sheet = None

    def _write(self, text: str, rows: int) -> None:
        written = text.encode()
        if self._sheet is None:
            raise ValueError("no sheet is open")
        self._sheet.write(written)
        self._rows += rows
        self._bytes += len(written)


def _row(charge: Charge) -> str:
    return f"<row>{''.join([_cell(charge[name]) for name in COLUMNS])}</row>"


def _cell(value: Any) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, str):
        return _text(guarded(value))
    if isinstance(value, int):
        return f"<c><v>{value}</v></c>" if value < LARGEST_EXACT else _text(str(value))
    return f'<c s="1"><v>{(value.replace(tzinfo=None) - _EPOCH).total_seconds() / 86_400:.9f}</v></c>'


def _text(text: str) -> str:
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(_NO_XML.sub("�", text))}</t></is></c>'


def _parts(sheets: int) -> dict[str, str]:
    numbers = range(1, sheets + 1)
    listed = "".join(f'<sheet name="Usage {n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    styles = f'<Relationship Id="rId{sheets + 1}" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    typed = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>' for n in numbers
    )
    relationships = f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    return {
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"{relationships}{related}{styles}</Relationships>",
        "xl/styles.xml": _STYLES,
        "_rels/.rels": f'{relationships}<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="{_TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" '
        f'ContentType="{_TYPE}.styles+xml"/>{typed}</Types>',
    }
