"""Forward paging of a list that may grow while it is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

__all__ = ["Page", "PageRequest"]

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class PageRequest:
    """What a caller asks for: at most `first` rows, from the one after the position `after` on.

    A position is a short ASCII text that names a row's place in its list (its sequence number or id, say). It is not
    trusted: it comes back from a client, so a service that cannot read it raises InvalidInputError("after", ...).
    """

    first: int
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows in list order, and whether there are more of them behind the last."""

    rows: Sequence[Row]
    has_next: bool

    @classmethod
    def cut(cls, rows: Sequence[Row], first: int) -> "Page[Row]":
        """The page of a list that was read one row beyond `first`, which tells whether there are more."""
        return cls(rows=rows[:first], has_next=len(rows) > first)
