"""Tells who is watching a wallet that it changed, from whichever server the change came.

One MongoDB change stream a process, over the ledger's entries, opened when the first watcher comes. It carries only
which wallet changed: each watcher then reads the balance, so a slow one misses values in between and never the newest.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, Callable
from dataclasses import replace
from typing import Any

import structlog
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import PyMongoError

from services.errors import TokentillError
from services.ledger.balance import Balance
from services.ledger.ledger import Ledger

__all__ = ["BalanceFeed", "TooManyWatchersError"]

log = structlog.get_logger(__name__)

MOST_WATCHERS = 10_000
MOST_WATCHERS_OF_A_WALLET = 100
_OPEN_SECONDS = 10.0
_FIRST_PAUSE_SECONDS = 0.5
_LONGEST_PAUSE_SECONDS = 15.0
_LONGEST_AWAIT_MS = 1_000
_PIPELINE: list[dict[str, Any]] = [{"$match": {"operationType": "insert"}}, {"$project": {"fullDocument.wallet": 1}}]


class TooManyWatchersError(TokentillError):
    """The limit of watchers, of this server or of the wallet, is reached."""

    code = "TOO_MANY_SUBSCRIPTIONS"
    retryable = True

    def __init__(self) -> None:
        super().__init__("Too many subscriptions are open; close one, or try again later.")


class BalanceFeed:
    """One for a process."""

    def __init__(self, database: AsyncDatabase[dict[str, Any]], ledger: Ledger) -> None:
        self._entries = database["ledger_entries"]
        self._ledger = ledger
        self._watchers: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self._count = 0
        self._task: asyncio.Task[None] | None = None
        self._open = asyncio.Event()
        self._listeners: list[Callable[[str], None]] = []

    def listen(self, listener: Callable[[str], None]) -> None:
        """Call `listener` with each wallet that changes, from now on; changes are missed while the feed is broken."""
        self._listeners.append(listener)
        self._run()

    async def watch(self, wallet: str) -> AsyncGenerator[Balance, None]:
        """The balance now, then after every change of it, the newest only. Raises TooManyWatchersError, LedgerError."""
        if self._count >= MOST_WATCHERS or len(self._watchers.get(wallet, ())) >= MOST_WATCHERS_OF_A_WALLET:
            raise TooManyWatchersError
        changed = asyncio.Event()
        self._watchers[wallet].add(changed)
        self._count += 1
        try:
            await self._opened()
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
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait({self._task})

    async def _opened(self) -> None:
        """Return when changes are being heard, so that none is lost between the first balance and the next."""
        self._run()
        try:
            async with asyncio.timeout(_OPEN_SECONDS):
                await self._open.wait()
        except TimeoutError:
            log.warning("balance_feed_slow_to_open")  # the balance is still true; changes follow once it is open

    def _run(self) -> None:
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._listen(), name="balance-feed")

    async def _listen(self) -> None:
        token: Any = None
        pause = _FIRST_PAUSE_SECONDS
        while True:
            try:
                async with await self._entries.watch(
                    _PIPELINE, resume_after=token, max_await_time_ms=self._await_ms()
                ) as stream:
                    self._open.set()
                    if token is None:
                        self._wake_all()
                    # Not `async for`: the client's time limit counts for it as a whole, so that quiet would break it.
                    while stream.alive:
                        change = await stream.try_next()
                        pause = _FIRST_PAUSE_SECONDS
                        token = stream.resume_token
                        if change is not None:
                            self._wake(change["fullDocument"]["wallet"])
            except PyMongoError as error:
                log.warning("balance_feed_broken", error=type(error).__name__)
                if not error.has_error_label("ResumableChangeStreamError"):
                    token = None  # what was missed is made up for by waking everyone
            self._open.clear()
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)

    def _await_ms(self) -> int:
        """How long the database may wait for a change before it says that there is none."""
        limit = self._entries.database.client.options.timeout
        return _LONGEST_AWAIT_MS if limit is None else min(_LONGEST_AWAIT_MS, int(limit * 1_000 / 2))

    def _wake(self, wallet: str) -> None:
        for listener in self._listeners:
            listener(wallet)
        for changed in self._watchers.get(wallet, ()):
            changed.set()

    def _wake_all(self) -> None:
        for watchers in self._watchers.values():
            for changed in watchers:
                changed.set()
