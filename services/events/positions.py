"""Keeps how far a change stream has been read, and lets one server at a time read on."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from models.ids import new_id
from models.stream_position import StreamPosition
from services.clock import Clock

__all__ = ["LEASE", "LeaseLostError", "Positions"]

LEASE = timedelta(seconds=15)
"""After so long without a sign of life another server reads on."""


class LeaseLostError(Exception):
    """Another server reads by now. What was read here is read there again, which does no harm."""


class Positions:
    """The position of the reader `name`. All raise PyMongoError."""

    def __init__(self, name: str, clock: Clock) -> None:
        self._name = name
        self._clock = clock

    async def take(self) -> StreamPosition | None:
        """The position, to read on from by this server alone until the lease ends; None while another has it."""
        now = self._clock()
        free = {"$or": [{"lease_until": None}, {"lease_until": {"$lte": now}}]}
        lease = {"lease_token": new_id("lse"), "lease_until": now + LEASE}
        try:
            row = await _rows().find_one_and_update(
                {"_id": self._name, **free},
                {"$set": lease, "$setOnInsert": {"token": None, "began_at": now, "read_at": now, "again": []}},
                upsert=True,
                return_document=ReturnDocument.AFTER,
            )
        except DuplicateKeyError:  # it is there, and not free
            return None
        position: StreamPosition = StreamPosition.model_validate(row)
        return position

    async def save(self, position: StreamPosition, token: Mapping[str, Any] | None) -> None:
        """Everything before `token` has had its effects; the lease is renewed. Raises LeaseLostError."""
        now = self._clock()
        values = {"token": token, "read_at": now, "lease_until": now + LEASE}
        await self._change(position, {"$set": values})

    async def note(self, position: StreamPosition, collection: str, ids: Iterable[str], *, most: int) -> None:
        """These documents could not be read, and are tried again; `most` are kept. Raises LeaseLostError."""
        rows = [{"collection": collection, "id": each} for each in ids]
        await self._change(position, {"$push": {"again": {"$each": rows, "$slice": -most}}})

    async def forget_noted(self, position: StreamPosition) -> None:
        """Those that were noted are read anew. Raises LeaseLostError."""
        await self._change(position, {"$set": {"again": []}})

    async def release(self, position: StreamPosition) -> None:
        """Let another server read on at once."""
        mine = {"_id": self._name, "lease_token": position.lease_token}
        await _rows().update_one(mine, {"$set": {"lease_token": None, "lease_until": None}})

    async def _change(self, position: StreamPosition, change: Mapping[str, Any]) -> None:
        done = await _rows().update_one({"_id": self._name, "lease_token": position.lease_token}, change)
        if done.matched_count == 0:
            raise LeaseLostError


def _rows() -> Any:
    return StreamPosition.get_pymongo_collection()
