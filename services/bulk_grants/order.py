"""What an admin asks for, and how it is kept. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from bson.int64 import Int64

from models.fields import to_utc_milliseconds
from models.user import Role, UserStatus
from services.user_list import UserFilter

__all__ = ["BulkGrantOrder", "filter_from_document", "filter_to_document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkGrantOrder:
    """`wanted` names no status: only users who may act are granted anything. `most_users` is a bound of the admin's."""

    wanted: UserFilter
    amount: int
    expires_at: datetime | None
    most_users: int
    reason: str


def filter_to_document(wanted: UserFilter) -> dict[str, Any]:
    """Those fields that are given, as MongoDB keeps them."""
    given = {name: value for name, value in asdict(wanted).items() if value is not None}
    return {name: _storable(value) for name, value in given.items()}


def filter_from_document(document: Mapping[str, Any]) -> UserFilter:
    """The filter that `filter_to_document` gave. Raises TypeError, ValueError for what this version does not know."""
    values = dict(document)
    if "role" in values:
        values["role"] = Role(values["role"])
    if "status" in values:
        values["status"] = UserStatus(values["status"])
    return UserFilter(**values)


def _storable(value: Any) -> Any:
    if isinstance(value, datetime):
        return to_utc_milliseconds(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return Int64(value)
    return value.value if isinstance(value, Role | UserStatus) else value
