"""The record of price versions, from which every charge can be worked out again."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from bson.int64 import Int64
from pymongo.errors import DuplicateKeyError

from models.price_version import PriceVersion
from services.catalog.price_basis import Basis
from services.catalog.pricing import Price
from services.clock import Clock

__all__ = ["PriceVersions"]

_MOST_REMEMBERED = 10_000


class PriceVersions:
    """The `price_versions` collection. A process writes each version once."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._recorded: set[str] = set()

    async def record(self, price: Price) -> None:
        """Make sure that the version of `price` stands there. Raises PyMongoError."""
        version = price.version
        if version in self._recorded:
            return
        row = {
            "basis": _with_int64(price.basis.to_document()),
            "rates": _with_int64(price.rates.as_mapping()),
            "created_at": self._clock(),
        }
        with suppress(DuplicateKeyError):  # another server was faster, and wrote the same
            await PriceVersion.get_pymongo_collection().update_one({"_id": version}, {"$setOnInsert": row}, upsert=True)
        if len(self._recorded) >= _MOST_REMEMBERED:
            self._recorded.clear()
        self._recorded.add(version)

    async def bases(self, versions: Sequence[str]) -> list[Basis | None]:
        """How the rates of each version were come to; None for one that is not on record. Raises PyMongoError."""
        rows = PriceVersion.get_pymongo_collection().find({"_id": {"$in": list(set(versions))}}, {"basis.basis": True})
        known = {row["_id"]: Basis(row["basis"]["basis"]) async for row in rows}
        return [known.get(version) for version in versions]


def _with_int64(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _with_int64(item) for name, item in value.items()}
    return Int64(value) if isinstance(value, int) else value
