"""The columns of an export, and what keeps a text from being taken for a formula."""

import re
from datetime import datetime

__all__ = ["COLUMNS", "guarded", "moment"]

COLUMNS = (
    "at",
    "entry_id",
    "wallet_id",
    "user_id",
    "kind",
    "model_id",
    "provider",
    "conversation_id",
    "message_id",
    "reference",
    "input_tokens",
    "output_tokens",
    "cache_read_tokens",
    "cache_write_tokens",
    "reasoning_tokens",
    "images",
    "cost",
    "balance_after",
)

_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")  # noqa: RUF001 - spreadsheets take the wide ones for the others
"""https://owasp.org/www-community/attacks/CSV_Injection"""
_INSIDE = re.compile("([,;|\t\r\n])(?=\\s*[=+@＝＋－＠-])")  # noqa: RUF001
"""Where a cell would begin for a reader that takes another separator, as spreadsheets do in some countries."""


def guarded(text: str) -> str:
    """The text, as a spreadsheet shows it and never carries it out: with an apostrophe before what begins a formula."""
    inside = _INSIDE.sub(r"\1'", text)
    return f"'{inside}" if text[:1] in _FORMULA else inside


def moment(value: datetime) -> str:
    """In UTC, to the millisecond: `2026-03-01T12:00:00.000Z`."""
    return f"{value:%Y-%m-%dT%H:%M:%S}.{value.microsecond // 1000:03}Z"
