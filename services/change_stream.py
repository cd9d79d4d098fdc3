"""Hears of changes from whichever server they come: one MongoDB change stream, for all who watch in this process."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from math import inf
from typing import Any, Literal

import structlog
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import PyMongoError

from services.errors import TokentillError

__all__ = ["Change", "ChangeStream", "TooManyWatchersError"]

log = structlog.get_logger(__name__)

Change = Mapping[str, Any]

_OPEN_SECONDS = 10.0
_FIRST_PAUSE_SECONDS = 0.5
_LONGEST_PAUSE_SECONDS = 15.0
_LONGEST_WAIT_SECONDS = 1.0
"""For which one question waits in the database for a change."""


class TooManyWatchersError(TokentillError):
    """The limit of watchers, of this server or of one thing, is reached."""

    code = "TOO_MANY_SUBSCRIPTIONS"
    retryable = True

    def __init__(self) -> None:
        super().__init__("Too many subscriptions are open; close one, or try again later.")


class ChangeStream:
    """Opened when it is first needed, and again whenever it breaks, until it is stopped."""

    def __init__(
        self,
        database: AsyncDatabase[dict[str, Any]],
        pipeline: Sequence[Mapping[str, Any]],
        *,
        name: str,
        collection: str | None = None,
        on_change: Callable[[Change], None],
        on_gap: Callable[[], None],
        full_document: Literal["updateLookup"] | None = None,
    ) -> None:
        """`on_gap` is called when changes may have been missed, be it that none was heard before.

        `collection`: None for the whole database. `name` stands in logs. Neither callback may raise or wait.
        """
        self._source = database if collection is None else database[collection]
        self._pipeline = list(pipeline)
        self._name = name
        self._on_change = on_change
        self._on_gap = on_gap
        self._full_document = full_document
        # Well within the client's timeout, which an answer without changes must not meet.
        self._wait_seconds = min(_LONGEST_WAIT_SECONDS, (database.client.options.timeout or inf) / 2)
        self._open = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._stopped = False

    def run(self) -> None:
        """Begin to hear, if that has not begun."""
        if self._task is None or self._task.done():
            self._stopped = False
            self._task = asyncio.create_task(self._listen(), name=self._name)

    async def opened(self) -> None:
        """Return when changes are being heard; after some seconds also when they are not, and `on_gap` will follow."""
        self.run()
        try:
            async with asyncio.timeout(_OPEN_SECONDS):
                await self._open.wait()
        except TimeoutError:
            log.warning("change_stream_slow_to_open", stream=self._name)

    async def stop(self) -> None:
        """Hear no more."""
        self._stopped = True  # the driver may answer a cancellation by an error of its own
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait({self._task})

    async def _listen(self) -> None:
        token: Mapping[str, Any] | None = None
        pause = _FIRST_PAUSE_SECONDS
        while True:
            try:
                async with await self._source.watch(
                    self._pipeline,
                    full_document=self._full_document,
                    resume_after=token,
                    max_await_time_ms=int(self._wait_seconds * 1_000),
                ) as stream:
                    self._open.set()
                    if token is None:
                        self._on_gap()
                    # Not `async for`: all that it waits for until the next change counts as one operation, and the
                    # client's timeout ends it. Each of these is one.
                    while stream.alive and not self._stopped:
                        change = await stream.try_next()
                        token = stream.resume_token
                        pause = _FIRST_PAUSE_SECONDS
                        if change is not None:
                            self._on_change(change)
            except PyMongoError as error:
                log.warning("change_stream_broken", stream=self._name, error=type(error).__name__)
                if not error.has_error_label("ResumableChangeStreamError"):
                    token = None  # what was missed is made up for by `on_gap`
            except Exception:  # a bug with one change must not end it for every other
                log.exception("change_stream_broken", stream=self._name)
                token = None
            self._open.clear()
            if self._stopped:
                return
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)
