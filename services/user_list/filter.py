"""Which users are wanted, as MongoDB is asked for them. Pure.

What an admin types is never part of a pattern: texts are compared by ranges, whatever is in them.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bson.int64 import Int64

from messages import Phrase
from models.user import Role, UserStatus
from services.catalog.plan import FREE_PLAN_ID
from services.errors import InvalidInputError
from services.search_text import MOST_SEARCH_CHARACTERS, MOST_WORDS, folded

__all__ = ["UserFilter", "search_query"]

_ID = re.compile(r"usr_[0-9a-z]{26}")
_LAST_CHARACTER = "\U0010ffff"
_MOST_ID_CHARACTERS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class UserFilter:
    """What is None does not limit. `created_since` is included, `created_until` is not; tokens are both included."""

    role: Role | None = None
    status: UserStatus | None = None
    plan_id: str | None = None
    """The plan that was in force when a user's figures were read."""
    verified: bool | None = None
    """Whether the e-mail address was proved."""
    created_since: datetime | None = None
    created_until: datetime | None = None
    available_least: int | None = None
    available_most: int | None = None

    def query(self, now: datetime) -> dict[str, Any]:
        """As MongoDB is asked at `now`. Raises InvalidInputError."""
        parts: list[dict[str, Any]] = []
        if self.role is not None:
            parts.append({"role": self.role.value})
        if self.status is not None:
            parts.append({"status": self.status.value})
        if self.verified is not None:
            parts.append({"email_verified_at": {"$type": "date"} if self.verified else None})
        if self.plan_id is not None:
            parts.append(_of_plan(self.plan_id, now))
        parts += _range("created_at", "createdFrom", self.created_since, self.created_until, "$lt")
        least, most = _tokens(self.available_least), _tokens(self.available_most)
        parts += _range("figures.available", "availableLeast", least, most, "$lte")
        return {"$and": parts} if len(parts) > 1 else parts[0] if parts else {}


def search_query(search: str) -> dict[str, Any] | None:
    """Users with this id, whose address begins so, or whose name has words that begin so. None: it says nothing.

    Raises InvalidInputError for a search that is too long.
    """
    text = search.strip()
    if len(text) > MOST_SEARCH_CHARACTERS:
        raise InvalidInputError("search", Phrase("must have at most {most} characters", most=MOST_SEARCH_CHARACTERS))
    if not text:
        return None
    if _ID.fullmatch(text):
        return {"_id": text}
    words = folded(text).split()
    if len(words) > MOST_WORDS:
        raise InvalidInputError("search", Phrase("must have at most {most} words", most=MOST_WORDS))
    by_address = {"email": _beginning(unicodedata.normalize("NFC", text.lower()))}
    if not words:
        return by_address
    names = [{"name_words": {"$elemMatch": _beginning(word)}} for word in words]
    return {"$or": [by_address, {"$and": names} if len(names) > 1 else names[0]]}


def _beginning(text: str) -> dict[str, str]:
    return {"$gte": text, "$lt": text + _LAST_CHARACTER}


def _of_plan(plan_id: str, now: datetime) -> dict[str, Any]:
    if len(plan_id) > _MOST_ID_CHARACTERS:
        raise InvalidInputError("planId", "is far too long")
    if plan_id != FREE_PLAN_ID:
        return {"figures.plan_id": plan_id, "figures.plan_until": {"$gt": now}}
    return {"$or": [{"figures.plan_id": {"$in": [FREE_PLAN_ID, None]}}, {"figures.plan_until": {"$lte": now}}]}


def _range(field: str, name: str, least: object, most: object, until: str) -> list[dict[str, Any]]:
    if least is not None and most is not None and least > most:  # type: ignore[operator]  # both are of one type
        raise InvalidInputError(name, "must not be more than the other end")
    bounds = {"$gte": least, until: most}
    wanted = {operator: value for operator, value in bounds.items() if value is not None}
    return [{field: wanted}] if wanted else []


def _tokens(amount: int | None) -> Int64 | None:
    return None if amount is None else Int64(amount)
