"""Passes the text of replies that this process writes on to other servers, while somebody follows them there.

While nobody does, all that it costs is one look at a mostly empty collection every half second, however many replies
are written here, and nothing at all while none is.
"""

import asyncio
from dataclasses import dataclass

import structlog
from pymongo.errors import PyMongoError

from services.chat.live import LiveGeneration
from services.chat.relay_store import Piece, RelayStore
from services.clock import Clock

__all__ = ["LOOK_SECONDS", "TURN_SECONDS", "Relay"]

log = structlog.get_logger(__name__)

LOOK_SECONDS = 0.5
"""Between two looks at what is followed elsewhere."""
TURN_SECONDS = 0.1
"""Between two pieces of one reply."""
MOST_PIECE_CHARACTERS = 65_536
_REST = 2
"""A pause is so many times as long as what came before it, so that a slow database is not pressed harder."""


@dataclass(frozen=True, slots=True)
class _Passed:
    """How much of a reply was put, from its beginning."""

    pieces: int
    characters: int


class Relay:
    """One for a process."""

    def __init__(self, store: RelayStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._live: dict[str, LiveGeneration] = {}
        self._passed: dict[str, _Passed] = {}
        self._unsure: dict[str, Piece] = {}
        """Pieces of which it is not known whether they are stored; they are put again as they are."""
        self._followed: set[str] = set()
        self._task: asyncio.Task[None] | None = None

    def add(self, live: LiveGeneration) -> None:
        """From now on `live` can be followed from elsewhere."""
        self._live[live.generation.hold_id] = live
        self._passed[live.generation.hold_id] = _Passed(0, 0)
        if self._task is None:
            self._task = asyncio.create_task(self._run(), name="chat-relay")

    def remove(self, live: LiveGeneration) -> None:
        """It is over: what was not passed on is read from the stored reply."""
        hold_id = live.generation.hold_id
        for each in (self._live, self._passed, self._unsure):
            each.pop(hold_id, None)
        if not self._live and self._task is not None:
            self._task.cancel()
            self._task = None

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        look_at, pause = loop.time(), LOOK_SECONDS
        while True:
            await asyncio.sleep(pause)
            began = loop.time()
            try:
                if began >= look_at:
                    self._followed = await self._store.followed(self._clock())
                    look_at = began + LOOK_SECONDS
                    for hold_id in self._here():
                        self._live[hold_id].was_read()
                await self._pass_on()
            except PyMongoError as error:
                log.warning("chat_relay_failed", error=type(error).__name__)
            except Exception:  # a bug must not end the relay for every reply
                log.exception("chat_relay_failed")
            pause = max(TURN_SECONDS if self._here() else LOOK_SECONDS, _REST * (loop.time() - began))

    def _here(self) -> set[str]:
        return self._followed & self._live.keys()

    async def _pass_on(self) -> None:
        pieces = {hold_id: piece for hold_id in self._here() if (piece := self._next_piece(hold_id)) is not None}
        if not pieces:
            return
        self._unsure.update(pieces)
        await self._store.put(pieces, self._clock())
        for hold_id, (number, text) in pieces.items():
            if hold_id in self._live:
                self._passed[hold_id] = _Passed(number + 1, self._passed[hold_id].characters + len(text))
            self._unsure.pop(hold_id, None)

    def _next_piece(self, hold_id: str) -> Piece | None:
        if hold_id in self._unsure:
            return self._unsure[hold_id]
        live, passed = self._live[hold_id], self._passed[hold_id]
        if passed.pieces == 0:
            return (0, "") if live.has_started else None
        text = live.text_from(passed.characters, MOST_PIECE_CHARACTERS)
        return (passed.pieces, text) if text else None
