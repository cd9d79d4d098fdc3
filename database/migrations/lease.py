"""Lets one server at a time migrate, by a lease that is judged by the database's clock."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import DuplicateKeyError

from database.migrations.errors import LeaseLostError

__all__ = ["LEASE_SECONDS", "Lease"]

LEASE_SECONDS = 60
"""A migration saves its progress far more often; after a crash another server goes on then."""
_ID = "lease"
_UNTIL = {"$dateAdd": {"startDate": "$$NOW", "unit": "second", "amount": LEASE_SECONDS}}


class Lease:
    """The row `lease` of the collection `migrations`."""

    def __init__(self, database: AsyncDatabase[dict[str, Any]], token: str) -> None:
        self._rows = database["migrations"]
        self._token = token

    async def take(self) -> bool:
        """Whether it is this server's now."""
        with suppress(DuplicateKeyError):  # another server has made the row just now
            await self._rows.update_one({"_id": _ID}, {"$setOnInsert": {"token": None}}, upsert=True)
        over = {"$lte": [{"$ifNull": ["$until", None]}, "$$NOW"]}
        free = {"$expr": {"$or": [{"$eq": ["$token", self._token]}, over]}}
        taken = await self._rows.update_one({"_id": _ID, **free}, [{"$set": {"token": self._token, "until": _UNTIL}}])
        return bool(taken.matched_count)

    async def keep(self) -> None:
        """Have it for longer. Raises LeaseLostError."""
        mine: Mapping[str, Any] = {"_id": _ID, "token": self._token}
        kept = await self._rows.update_one(mine, [{"$set": {"until": _UNTIL}}])
        if not kept.matched_count:
            raise LeaseLostError

    async def give_up(self) -> None:
        """Let others have it at once."""
        await self._rows.update_one({"_id": _ID, "token": self._token}, [{"$set": {"until": "$$NOW"}}])
