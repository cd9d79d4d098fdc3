"""Tells who is watching a wallet that it changed, from whichever server the change came.

One MongoDB change stream a process, over the ledger's entries, opened when the first watcher comes. It carries only
which wallet changed: each watcher then reads the balance, so a slow one misses values in between and never the newest.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, Callable
from dataclasses import replace
from typing import Any

from pymongo.asynchronous.database import AsyncDatabase

from services.change_stream import Change, ChangeStream, TooManyWatchersError
from services.ledger.balance import Balance
from services.ledger.ledger import Ledger

__all__ = ["BalanceFeed"]

MOST_WATCHERS = 10_000
MOST_WATCHERS_OF_A_WALLET = 100
_PIPELINE: list[dict[str, Any]] = [{"$match": {"operationType": "insert"}}, {"$project": {"fullDocument.wallet": 1}}]


class BalanceFeed:
    """One for a process."""

    def __init__(self, database: AsyncDatabase[dict[str, Any]], ledger: Ledger) -> None:
        self._stream = ChangeStream(
            database,
            _PIPELINE,
            collection="ledger_entries",
            name="balance-feed",
            on_change=self._hear,
            on_gap=self._wake_all,
        )
        self._ledger = ledger
        self._watchers: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self._count = 0
        self._listeners: list[Callable[[str], None]] = []

    def listen(self, listener: Callable[[str], None]) -> None:
        """Call `listener` with each wallet that changes, from now on; changes are missed while the feed is broken."""
        self._listeners.append(listener)
        self._stream.run()

    async def watch(self, wallet: str) -> AsyncGenerator[Balance, None]:
        """The balance now, then after every change of it, the newest only. Raises TooManyWatchersError, LedgerError."""
        if self._count >= MOST_WATCHERS or len(self._watchers.get(wallet, ())) >= MOST_WATCHERS_OF_A_WALLET:
            raise TooManyWatchersError
        changed = asyncio.Event()
        self._watchers[wallet].add(changed)
        self._count += 1
        try:
            await self._stream.opened()  # so that no change is lost between the first balance and the next
            seen: Balance | None = None
            while True:
                changed.clear()
                balance = await self._ledger.balance(wallet)
                if seen is None or replace(balance, seq=seen.seq) != seen:
                    seen = balance
                    yield balance
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
        wallet = change["fullDocument"]["wallet"]
        for listener in self._listeners:
            listener(wallet)
        for changed in self._watchers.get(wallet, ()):
            changed.set()

    def _wake_all(self) -> None:
        for watchers in self._watchers.values():
            for changed in watchers:
                changed.set()
