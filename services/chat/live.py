"""A generation that runs in this process, and everyone who watches it."""

import asyncio
from bisect import bisect_right
from collections.abc import AsyncGenerator, Callable

from models.generation import Generation
from services.chat.events import ChatCompleted, ChatDelta, ChatEvent, ChatStarted

__all__ = ["LiveGeneration"]


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

    @property
    def text(self) -> str:
        """All text so far."""
        return "".join(self._pieces)

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

    def start(self, started: ChatStarted) -> None:
        """Tell the watchers that tokens are held."""
        self._started = started
        self._tell()

    def append(self, text: str) -> None:
        """Deliver the next text."""
        self._pieces.append(text)
        self._ends.append((self._ends[-1] if self._ends else 0) + len(text))
        self.bytes_delivered += len(text.encode())
        self._tell()

    def complete(self, completed: ChatCompleted) -> None:
        """Tell the watchers that the reply is stored and charged."""
        self._completed = completed
        self._tell()

    def fail(self, error: Exception) -> None:
        """Tell the watchers that there is no reply."""
        self._error = error
        self._tell()

    async def completed(self) -> ChatCompleted:
        """The end; raises what it failed with."""
        while True:
            changed = self._changed
            if self._completed is not None:
                return self._completed
            if self._error is not None:
                raise self._error
            await changed.wait()

    async def events(self, after_index: int) -> AsyncGenerator[ChatEvent, None]:
        """Started, the text from offset `after_index` on, completed. What waits is joined into one delta."""
        offset, started = after_index, False
        while True:
            changed = self._changed
            if not started and self._started is not None:
                started = True
                yield self._started
            if text := self._text_from(offset):
                yield ChatDelta(offset, text)
                offset += len(text)
            elif self._completed is not None:
                yield self._completed
                return
            elif self._error is not None:
                raise self._error
            else:
                await changed.wait()

    def _text_from(self, offset: int) -> str:
        first = bisect_right(self._ends, offset)
        if first == len(self._ends):
            return ""
        start = self._ends[first - 1] if first else 0
        return "".join(self._pieces[first:])[offset - start :]

    def _tell(self) -> None:
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()
