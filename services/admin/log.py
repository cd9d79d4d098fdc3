"""Reads the record of what admins did: who, what, to whom, from which values to which."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson

from models.admin_action import AdminAction
from models.ids import first_id
from models.user import User, UserStatus
from services.admin.errors import AdminRecordUnavailableError
from services.database_errors import database_errors_become
from services.errors import InvalidInputError
from services.paging import Page, PageRequest

__all__ = ["AuditLog", "AuditLogFilter", "AuditedUser", "ChangedValue", "asked_values", "changed_values"]

_away_is_unavailable = database_errors_become(AdminRecordUnavailableError)
_POSITION = re.compile(r"act_[0-9a-z]{26}")
_CLOCKS_DIFFER = timedelta(hours=1)
"""By so much the clocks of servers, which make ids, may be off; the exact moment is looked at as well."""
_MOST_CHARACTERS = 200
_VALUES = ("before", "after")


@dataclass(frozen=True, slots=True)
class AuditLogFilter:
    """What is None does not limit. `since` is included, `until` is not."""

    admin_id: str | None = None
    target_id: str | None = None
    action: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def query(self) -> dict[str, Any]:
        """As MongoDB is asked. Raises InvalidInputError."""
        named = {"admin_id": self.admin_id, "target_id": self.target_id, "action": self.action}
        for name, value in named.items():
            if value is not None and len(value) > _MOST_CHARACTERS:
                raise InvalidInputError(name, "is far too long")
        if self.since is not None and self.until is not None and self.since > self.until:
            raise InvalidInputError("from", "must not be after `to`")
        query: dict[str, Any] = {name: value for name, value in named.items() if value is not None}
        bounds = {"$gte": self.since, "$lt": self.until}
        moments = {name: moment for name, moment in bounds.items() if moment is not None}
        if moments:
            query["at"] = moments
        return query


@dataclass(frozen=True, slots=True)
class AuditedUser:
    """A user as the log shows them: by what they are called now."""

    id: str
    email: str | None
    name: str


@dataclass(frozen=True, slots=True)
class ChangedValue:
    """One value before and after; None: there was none."""

    field: str
    before: str | None
    after: str | None


class AuditLog:
    """Reads only: what writes is `AdminActions`."""

    @_away_is_unavailable
    async def page(self, wanted: AuditLogFilter, request: PageRequest) -> Page[AdminAction]:
        """Actions, the newest first. Raises InvalidInputError."""
        query = wanted.query()
        ids: dict[str, str] = {}
        if wanted.since is not None:
            ids["$gte"] = first_id("act", wanted.since, -_CLOCKS_DIFFER)
        if wanted.until is not None:
            ids["$lt"] = first_id("act", wanted.until, _CLOCKS_DIFFER)
        if request.after is not None:
            if not _POSITION.fullmatch(request.after):
                raise InvalidInputError("after", "is not a cursor of this list.")
            ids["$lt"] = min(request.after, ids.get("$lt", request.after))
        if ids:
            query["_id"] = ids
        rows = await AdminAction.find(query).sort("-_id").limit(request.first + 1).to_list()
        return Page.cut(rows, request.first)

    @_away_is_unavailable
    async def users(self, user_ids: Sequence[str]) -> list[AuditedUser | None]:
        """Who they are, in the order of the ids; None for one who is nobody, or was erased."""
        gone = [UserStatus.ERASING.value, UserStatus.ERASED.value]
        found = User.get_pymongo_collection().find(
            {"_id": {"$in": list(set(user_ids))}, "status": {"$nin": gone}}, projection={"email": True, "name": True}
        )
        there = {row["_id"]: AuditedUser(row["_id"], row["email"], row["name"]) async for row in found}
        return [there.get(each) for each in user_ids]


def changed_values(action: AdminAction) -> list[ChangedValue]:
    """The values that differ. Older rows, and those that say it at once, have them among what was asked for."""
    before, after = (getattr(action, name) or action.details.get(name) or {} for name in _VALUES)
    return list(_differences(before, after))


def asked_values(action: AdminAction) -> list[tuple[str, str]]:
    """What was asked for, by name, without what `changed_values` gives."""
    return [(name, text) for name, value in action.details.items() if name not in _VALUES and (text := _text(value))]


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[ChangedValue]:
    for name in dict.fromkeys([*before, *after]):
        old, new = _text(before.get(name)), _text(after.get(name))
        if old != new:
            yield ChangedValue(name, old, new)


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds")
    return orjson.dumps(value, default=str).decode()
