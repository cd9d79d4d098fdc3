"""A generation that runs in this process, and everyone who watches it."""

import asyncio
from bisect import bisect_right
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import contextmanager

from models.generation import Generation
from services.chat.errors import ChatStillRunningError
from services.chat.events import ChatCompleted, ChatDelta, ChatEvent, ChatStarted

__all__ = ["LiveGeneration"]


MOST_DELTA_CHARACTERS = 16_384
"""What one delta may carry: a frame that a slow reader leaves lying costs at most that much."""
ENDING_SECONDS = 9.0
"""How long watchers wait for the hold, and after the last text for the charge. Both go on without them."""


class LiveGeneration:
    """The text so far, once, whoever watches. A watcher keeps only its offset, so a slow one costs no memory."""

    def __init__(self, generation: Generation) -> None:
        self.generation = generation
        self.bytes_delivered = 0
        self._pieces: list[str] = []
        self._ends: list[int] = []
        """Offset behind each piece."""
        self._started: ChatStarted | None = None
        self._completed: ChatCompleted | None = None
        self._error: Exception | None = None
        self._changed = asyncio.Event()
        self._stop: Callable[[], object] | None = None
        self._stop_asked = False
        self._readers = 0
        self._read_at = asyncio.get_running_loop().time()
        """When somebody read it last, while nobody does now, in the loop's time."""
        self._waiting_since: float | None = asyncio.get_running_loop().time()
        """Since when watchers wait for the database, in the loop's time; None while the model writes."""

    @property
    def text(self) -> str:
        """All text so far."""
        return "".join(self._pieces)

    @property
    def has_started(self) -> bool:
        """Whether tokens are held."""
        return self._started is not None

    def on_stop(self, stop: Callable[[], object]) -> None:
        """What ends the provider's stream; called at once when a stop was asked for before."""
        self._stop = stop
        if self._stop_asked:
            stop()

    def stop(self) -> None:
        """End it early: what is delivered is kept and charged."""
        self._stop_asked = True
        if self._stop is not None:
            self._stop()

    @contextmanager
    def being_read(self) -> Iterator[None]:
        """Within the block somebody waits for its text or its end."""
        self._readers += 1
        try:
            yield
        finally:
            self._readers -= 1
            self.was_read()

    def was_read(self) -> None:
        """Somebody reads it now, be it on another server."""
        self._read_at = asyncio.get_running_loop().time()

    async def left_alone(self, seconds: float) -> None:
        """Return once nobody has read it for so long."""
        loop = asyncio.get_running_loop()
        while True:
            rest = seconds if self._readers else self._read_at + seconds - loop.time()
            if rest <= 0:
                return
            await asyncio.sleep(rest)

    def start(self, started: ChatStarted) -> None:
        """Tell the watchers that tokens are held."""
        self._started = started
        self._waiting_since = None
        self._tell()

    def append(self, text: str) -> None:
        """Deliver the next text."""
        self._pieces.append(text)
        self._ends.append((self._ends[-1] if self._ends else 0) + len(text))
        self.bytes_delivered += len(text.encode())
        self._tell()

    def ending(self) -> None:
        """The reply is all there; what is left is to charge and store it, or to return the hold."""
        self._waiting_since = asyncio.get_running_loop().time()
        self._tell()

    def complete(self, completed: ChatCompleted) -> None:
        """Tell the watchers that the reply is stored and charged."""
        self._completed = completed
        self._tell()

    def fail(self, error: Exception) -> None:
        """Tell the watchers that there is no reply."""
        self._error = error
        self._tell()

    async def started(self, waited_seconds: float = 0.0) -> None:
        """Return once tokens are held; raises what it failed with, and what `completed` raises of a slow database."""
        while self._started is None:
            changed = self._changed
            if self._error is not None:
                raise self._error
            await self._next(changed, waited_seconds)

    async def completed(self, waited_seconds: float = 0.0) -> ChatCompleted:
        """The end; raises what it failed with, and ChatStillRunningError when the database takes too long.

        `waited_seconds` is how long the caller has waited for the database before.
        """
        while True:
            changed = self._changed
            if self._completed is not None:
                return self._completed
            if self._error is not None:
                raise self._error
            await self._next(changed, waited_seconds)

    async def events(self, after_index: int) -> AsyncGenerator[ChatEvent, None]:
        """Started, the text from offset `after_index` on, completed. What waits is one delta, up to a limit."""
        offset, started = after_index, False
        with self.being_read():
            while True:
                changed = self._changed
                if not started and self._started is not None:
                    started = True
                    yield self._started
                if text := self.text_from(offset, MOST_DELTA_CHARACTERS):
                    yield ChatDelta(offset, text)
                    offset += len(text)
                elif self._completed is not None:
                    yield self._completed
                    return
                elif self._error is not None:
                    raise self._error
                else:
                    await self._next(changed)

    def text_from(self, offset: int, most: int) -> str:
        """What is there from `offset` on, at most `most` code points of it."""
        first = bisect_right(self._ends, offset)
        if first == len(self._ends):
            return ""
        start = self._ends[first - 1] if first else 0
        last = bisect_right(self._ends, offset + most) + 1
        return "".join(self._pieces[first:last])[offset - start :][:most]

    async def _next(self, changed: asyncio.Event, waited_seconds: float = 0.0) -> None:
        since = self._waiting_since
        try:
            async with asyncio.timeout_at(None if since is None else since + ENDING_SECONDS - waited_seconds):
                await changed.wait()
        except TimeoutError:
            raise ChatStillRunningError from None

    def _tell(self) -> None:
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()
