"""The columns of an export, and what keeps a text from being taken for a formula."""

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


def guarded(text: str) -> str:
    """The text, as a spreadsheet shows it and never carries it out: with an apostrophe before what begins a formula."""
    return f"'{text}" if text[:1] in _FORMULA else text


def moment(value: datetime) -> str:
    """In UTC, to the millisecond: `2026-03-01T12:00:00.000Z`."""
    return f"{value:%Y-%m-%dT%H:%M:%S}.{value.microsecond // 1000:03}Z"
