"""How lists of users are sorted, and where a page begins. Pure.

Each order has an index that gives it, with the id behind, so that a page begins right where the one before has ended,
however far in and however many users have the same value.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from bson.int64 import Int64
from pymongo import ASCENDING, DESCENDING

from models.fields import INT64_MAXIMUM
from services.errors import InvalidInputError

__all__ = ["Order", "UserSort"]

_POSITION = re.compile(r"(usr_[0-9a-z]{26})(?:~(-?\d{1,19}|none))?")
_NONE = "none"


class UserSort(StrEnum):
    """What comes first. Users of whom the value is not known come last, and with NAME first."""

    NEWEST = "newest"
    OLDEST = "oldest"
    LAST_SEEN = "last_seen"
    NAME = "name"
    EMAIL = "email"
    """Without those who have none."""
    BALANCE = "balance"
    SPENT = "spent"


@dataclass(frozen=True, slots=True)
class Order:
    """Of one sort: the field, its direction, and whether its values are texts, which no cursor tells."""

    field: str
    direction: int
    kind: str

    @classmethod
    def of(cls, sort: UserSort) -> "Order":
        """The order of `sort`."""
        return _ORDERS[sort]

    @property
    def keys(self) -> list[tuple[str, int]]:
        """As MongoDB sorts. An address is had by one user alone, so nothing stands behind it."""
        own = [(self.field, self.direction)]
        return own if self.field == "email" else [*own, ("_id", self.direction)]

    def position(self, row: Mapping[str, Any]) -> str:
        """Where a row stands: its id, with the value where that tells nothing of a person."""
        if self.kind == "text":
            return str(row["_id"])
        value = value_of(row, self.field)
        if isinstance(value, datetime):
            value = round(value.timestamp() * 1_000)
        return f"{row['_id']}~{_NONE if value is None else int(value)}"

    def read(self, position: str) -> tuple[str, Any]:
        """The id and the value in a position; the value of a text is to be looked up. Raises InvalidInputError."""
        found = _POSITION.fullmatch(position)
        if found is None or (found[2] is None) is not (self.kind == "text"):
            raise InvalidInputError("after", "is not a cursor of this list.")
        if found[2] in {None, _NONE}:
            return found[1], None
        number = int(found[2])
        if abs(number) > INT64_MAXIMUM:
            raise InvalidInputError("after", "is not a cursor of this list.")
        return found[1], Int64(number) if self.kind == "number" else _moment(number)

    def behind(self, user_id: str, value: Any) -> dict[str, Any]:
        """Those who come after the user with this id and value, as MongoDB is asked."""
        if self.field == "email":
            return {"email": {"$gt": value}}
        beyond = "$lt" if self.direction == DESCENDING else "$gt"
        same = {self.field: value, "_id": {beyond: user_id}}
        if self.direction == DESCENDING:  # what is null comes last
            further = [] if value is None else [{self.field: {"$lt": value}}, {self.field: None}]
        else:
            further = [{self.field: {"$gte": ""} if value is None else {"$gt": value}}]
        return {"$or": [same, *further]} if further else same

    @property
    def sorted_ones(self) -> dict[str, Any]:
        """Which users have a place in the order, as MongoDB is asked."""
        return {"email": {"$gt": ""}} if self.field == "email" else {}


def value_of(row: Mapping[str, Any], field: str) -> Any:
    """The value of a field such as `figures.spent`; None where it is not there."""
    value: Any = row
    for name in field.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _moment(milliseconds: int) -> datetime:
    try:
        return datetime.fromtimestamp(milliseconds / 1_000, UTC)
    except (OverflowError, OSError, ValueError) as error:
        raise InvalidInputError("after", "is not a cursor of this list.") from error


_ORDERS = {
    UserSort.NEWEST: Order("created_at", DESCENDING, "moment"),
    UserSort.OLDEST: Order("created_at", ASCENDING, "moment"),
    UserSort.LAST_SEEN: Order("last_seen_at", DESCENDING, "moment"),
    UserSort.NAME: Order("name_folded", ASCENDING, "text"),
    UserSort.EMAIL: Order("email", ASCENDING, "text"),
    UserSort.BALANCE: Order("figures.available", DESCENDING, "number"),
    UserSort.SPENT: Order("figures.spent", DESCENDING, "number"),
}
