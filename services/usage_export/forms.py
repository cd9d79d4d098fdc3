"""CSV and JSON Lines. A form makes bytes of charges.

`begin` comes first, then `add` as often as there are some, then `end`; `close` in any case.
"""

import csv
import io
from collections.abc import Sequence
from typing import Any, Protocol

import orjson

from services.usage_export.charges import Charge
from services.usage_export.columns import COLUMNS, guarded, moment

__all__ = ["CsvForm", "Form", "JsonLinesForm"]

_JSON = orjson.OPT_UTC_Z | orjson.OPT_APPEND_NEWLINE | orjson.OPT_PASSTHROUGH_DATETIME


class Form(Protocol):
    """One file in the making."""

    media_type: str

    def begin(self) -> bytes:
        """What stands before the first charge."""

    def add(self, charges: Sequence[Charge]) -> bytes:
        """Some charges."""

    def end(self) -> bytes:
        """What stands after the last one."""

    def close(self) -> None:
        """Nothing more is made; at the end, or where it breaks off."""


class CsvForm:
    """RFC 4180 in UTF-8, with a line of names. Numbers are bare; a text that would be a formula has an apostrophe."""

    media_type = "text/csv; charset=utf-8; header=present"

    def begin(self) -> bytes:
        """The names."""
        return (",".join(COLUMNS) + "\r\n").encode()

    def add(self, charges: Sequence[Charge]) -> bytes:
        """A line for each."""
        lines = io.StringIO()
        csv.writer(lines).writerows([[_cell(charge[name]) for name in COLUMNS] for charge in charges])
        return lines.getvalue().encode("utf-8", "replace")

    def end(self) -> bytes:
        """Nothing."""
        return b""

    def close(self) -> None:
        """There is nothing to close."""


class JsonLinesForm:
    """One object a line. Counts are numbers, as JSON has them: they may be as large as 2^63-1."""

    media_type = "application/jsonl"

    def begin(self) -> bytes:
        """Nothing."""
        return b""

    def add(self, charges: Sequence[Charge]) -> bytes:
        """A line for each."""
        return b"".join(orjson.dumps({**charge, "at": moment(charge["at"])}, option=_JSON) for charge in charges)

    def end(self) -> bytes:
        """Nothing."""
        return b""

    def close(self) -> None:
        """There is nothing to close."""


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return guarded(value)
    if value is None or isinstance(value, int):
        return value
    return moment(value)
