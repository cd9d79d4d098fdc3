"""Tells who is watching that their wallet runs low, from whichever server it was seen."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator
from typing import Any

from pymongo.asynchronous.database import AsyncDatabase

from models.low_balance import LowBalance
from services.change_stream import Change, ChangeStream, TooManyWatchersError

__all__ = ["LowBalanceFeed"]

MOST_WATCHERS = 10_000
MOST_WATCHERS_OF_A_WALLET = 100
_PIPELINE: list[dict[str, Any]] = [
    {
        "$match": {
            "$or": [
                {"operationType": "insert"},
                {"operationType": "update", "updateDescription.updatedFields.low": {"$exists": True}},
            ]
        }
    },
    {"$project": {"documentKey._id": True}},
]


class LowBalanceFeed:
    """One for a process; its change stream is opened when the first watcher comes."""

    def __init__(self, database: AsyncDatabase[dict[str, Any]]) -> None:
        self._stream = ChangeStream(
            database,
            _PIPELINE,
            collection=LowBalance.Settings.name,
            name="low-balance-feed",
            on_change=self._hear,
            on_gap=self._wake_all,
        )
        self._watchers: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self._count = 0

    async def watch(self, wallet: str) -> AsyncGenerator[LowBalance | None, None]:
        """How the wallet stands now, then each time that it falls below or is not below any more; the newest alone.

        None: it has no row, and so is not low. Raises TooManyWatchersError, PyMongoError.
        """
        if self._count >= MOST_WATCHERS or len(self._watchers.get(wallet, ())) >= MOST_WATCHERS_OF_A_WALLET:
            raise TooManyWatchersError
        changed = asyncio.Event()
        self._watchers[wallet].add(changed)
        self._count += 1
        try:
            await self._stream.opened()  # so that no notice is lost between the first look and the next
            seen: tuple[bool, int] | None = None
            while True:
                changed.clear()
                row = await LowBalance.find_one({"_id": wallet})
                stands = (False, 0) if row is None else (row.low, row.notices)
                if stands != seen:
                    seen = stands
                    yield row
                await changed.wait()
        finally:
            self._count -= 1
            self._watchers[wallet].discard(changed)
            if not self._watchers[wallet]:
                del self._watchers[wallet]

    async def stop(self) -> None:
        """Close the change stream."""
        await self._stream.stop()

    def _hear(self, change: Change) -> None:
        for changed in self._watchers.get(change["documentKey"]["_id"], ()):
            changed.set()

    def _wake_all(self) -> None:
        for watchers in self._watchers.values():
            for changed in watchers:
                changed.set()
