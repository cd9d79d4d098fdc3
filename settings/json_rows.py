"""Settings that are a list of named objects in JSON."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol

__all__ = ["check_names", "read_rows"]


class _Named(Protocol):
    @property
    def name(self) -> str:
        """What the entry is called by."""


def read_rows(value: object, problem: str) -> object:
    """The objects that a text lists; raises ValueError with `problem`, and nothing of the text, which holds secrets."""
    if not isinstance(value, str):
        return value
    try:
        rows: Any = json.loads(value)
    except (ValueError, RecursionError):
        rows = None
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise ValueError(problem)
    return rows


def check_names(entries: Sequence[_Named], *, most: int, what: str, taken: Collection[str]) -> None:
    """Raises ValueError when there are more than `most` of `what`, or a name is `taken` or stands twice."""
    names = [entry.name for entry in entries]
    if len(entries) > most:
        raise ValueError(f"must name at most {most} {what}")
    if wrong := sorted({name for name in names if name in taken or names.count(name) > 1}):
        raise ValueError(f"names that are taken, or stand twice: {', '.join(wrong)}")
