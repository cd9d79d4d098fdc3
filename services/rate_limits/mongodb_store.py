"""Counts that all servers share, in MongoDB."""

from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from limits.aio.storage import Storage
from pymongo import ReturnDocument, WriteConcern
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import PyMongoError

from models.rate_count import RateCount
from services.clock import Clock

__all__ = ["MongoDBStore"]

_WRITE_CONCERN = WriteConcern(w=1, j=False)
"""A count that a failover loses lets somebody through once more; waiting for each costs every request."""


class MongoDBStore(Storage):
    """A storage of the library `limits`, on PyMongo; its own one needs Motor (docs/decisions/0074).

    Methods raise PyMongoError.
    """

    STORAGE_SCHEME: ClassVar[list[str] | None] = None  # type: ignore[misc]  # it is not looked up by an address

    def __init__(self, database: AsyncDatabase[dict[str, Any]], clock: Clock) -> None:
        super().__init__()
        self._counts = database.get_collection(RateCount.Settings.name, write_concern=_WRITE_CONCERN)
        self._clock = clock

    @property
    def base_exceptions(self) -> type[Exception]:
        """What its methods raise."""
        return PyMongoError

    async def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """The count after `amount` was added; a new one ends after `expiry` seconds."""
        ends_at = self._clock() + timedelta(seconds=expiry)
        stored: dict[str, Any] = await self._counts.find_one_and_update(  # type: ignore[assignment]  # it is made
            {"_id": key},
            {"$inc": {"units": amount}, "$setOnInsert": {"expires_at": ends_at}},
            projection={"units": True},
            upsert=True,
            return_document=ReturnDocument.AFTER,
        )
        return int(stored["units"])

    async def get(self, key: str) -> int:
        """The count; 0 when there is none."""
        stored = await self._counts.find_one({"_id": key}, projection={"units": True})
        return 0 if stored is None else int(stored["units"])

    async def get_expiry(self, key: str) -> float:
        """When the count ends, in seconds since 1970."""
        stored = await self._counts.find_one({"_id": key}, projection={"expires_at": True})
        moment: datetime = self._clock() if stored is None else stored["expires_at"]
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()

    async def check(self) -> bool:
        """Whether it answers."""
        try:
            await self._counts.database.command("ping")
        except PyMongoError:
            return False
        return True

    async def reset(self) -> int:
        """Forget all; how many counts there were."""
        return (await self._counts.delete_many({})).deleted_count

    async def clear(self, key: str) -> None:
        """Forget one."""
        await self._counts.delete_one({"_id": key})
