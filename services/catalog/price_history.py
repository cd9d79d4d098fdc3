"""The record of price versions, as admins read it: what every charge was reckoned by, and from when on."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from models.price_version import PriceVersion
from services.catalog.errors import ModelsUnavailableError
from services.database_errors import database_errors_become
from services.errors import InvalidInputError
from services.paging import Page, PageRequest

__all__ = ["price_version_position", "price_versions"]

_away_is_unavailable = database_errors_become(ModelsUnavailableError)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_POSITION = re.compile(r"(\d{1,15})/([0-9a-z-]{1,64})")
_VERSION_CHARACTERS = 64


@_away_is_unavailable
async def price_versions(request: PageRequest, version: str | None = None) -> Page[PriceVersion]:
    """All versions, those that came last first, or the one that is named. Raises ModelsUnavailableError."""
    query: dict[str, Any] = {}
    if version is not None:
        if len(version) > _VERSION_CHARACTERS:
            raise InvalidInputError("version", "is far too long")
        query["_id"] = version
    if request.after is not None:
        at, last = _read_position(request.after)
        before = [{"created_at": {"$lt": at}}, {"created_at": at, "_id": {"$lt": last}}]
        query = {"$and": [query, {"created_at": {"$lte": at}}, {"$or": before}]}
    rows = await PriceVersion.find(query).sort("-created_at", "-_id").limit(request.first + 1).to_list()
    return Page.cut(rows, request.first)


def price_version_position(version: PriceVersion) -> str:
    """Its place in the list: Unix milliseconds of when it was recorded, and the version."""
    return f"{(version.created_at - _EPOCH) // _MILLISECOND}/{version.id}"


def _read_position(position: str) -> tuple[datetime, str]:
    match = _POSITION.fullmatch(position)
    try:
        if match is not None:
            return _EPOCH + int(match[1]) * _MILLISECOND, match[2]
    except OverflowError:
        pass
    raise InvalidInputError("after", "is not a cursor of this list.")
