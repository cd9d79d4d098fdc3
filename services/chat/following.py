"""Replies that other servers write, as they are written there, for everyone who reads them here.

One task and two small reads for all of them, ten times a second; nothing while nobody follows.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from datetime import timedelta

import structlog
from pymongo.errors import PyMongoError

from models.conversation import Conversation
from models.generation import Generation, GenerationStatus
from services.chat.errors import ChatFailedError, ChatUnavailableError, ServerBusyError, ServerStoppingError
from services.chat.events import ChatEvent, ChatStarted
from services.chat.finisher import Finisher, unstored_conversation
from services.chat.generations import GenerationStore, Standing
from services.chat.live import ENDING_SECONDS, LiveGeneration
from services.chat.recovery import LOST, Recovery
from services.chat.relay_store import Piece, RelayStore
from services.clock import Clock
from services.errors import TokentillError

__all__ = ["Following"]

log = structlog.get_logger(__name__)

MOST_FOLLOWED = 1_000
"""Replies of other servers that one process follows at a time; each is kept whole in memory."""
TURN_SECONDS = 0.1
LOOK_SECONDS = 0.3
"""Between two looks whether replies have ended."""
FOLLOWED = timedelta(seconds=15)
_RENEW_SECONDS = 5.0
_REST = 2
"""A pause is so many times as long as what came before it, so that a slow database is not pressed harder."""


@dataclass(slots=True)
class _Followed:
    live: LiveGeneration
    conversation: Conversation
    watchers: int = 0
    pieces: int = 0
    characters: int = 0
    relayed: bool = True
    """False once a piece is missing: the rest comes from the stored reply."""
    renew_at: float = 0.0


class Following:
    """One for a process."""

    def __init__(
        self, store: GenerationStore, relayed: RelayStore, finisher: Finisher, recovery: Recovery, clock: Clock
    ) -> None:
        self._store = store
        self._relayed = relayed
        self._finisher = finisher
        self._recovery = recovery
        self._clock = clock
        self._followed: dict[str, _Followed] = {}
        self._task: asyncio.Task[None] | None = None
        self._away_since: float | None = None

    async def events(self, generation: Generation, after_index: int) -> AsyncGenerator[ChatEvent, None]:
        """As of a reply that is written here: started, the text from `after_index` on, completed.

        Raises ChatFailedError, ChatStillRunningError, ChatUnavailableError, ServerBusyError.
        """
        followed = await self._join(generation)
        try:
            async with aclosing(followed.live.events(after_index)) as events:
                async for event in events:
                    yield event
        finally:
            followed.watchers -= 1
            if followed.watchers == 0:
                self._leave(generation.hold_id, followed)

    def close(self) -> None:
        """Follow no more; who still reads is told to come again."""
        for each in self._followed.values():
            each.live.fail(ServerStoppingError())
        self._followed.clear()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def _join(self, generation: Generation) -> _Followed:
        hold_id = generation.hold_id
        if hold_id not in self._followed:
            if len(self._followed) >= MOST_FOLLOWED:
                raise ServerBusyError
            conversation = await Conversation.get(generation.conversation_id)
            shown = conversation or unstored_conversation(generation, generation.created_at)
            # Another watcher may have been as fast.
            self._followed.setdefault(hold_id, _Followed(LiveGeneration(generation), shown))
        followed = self._followed[hold_id]
        followed.watchers += 1
        if self._task is None:
            self._task = asyncio.create_task(self._run(), name="chat-following")
        return followed

    def _leave(self, hold_id: str, followed: _Followed) -> None:
        if self._followed.get(hold_id) is followed:
            del self._followed[hold_id]
        if not self._followed:
            self.close()

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        look_at = loop.time()
        while True:
            began = loop.time()
            try:
                await self._ask(began)
                await self._read()
                if began >= look_at:
                    await self._look()
                    look_at = began + LOOK_SECONDS
                self._away_since = None
            except PyMongoError as error:
                log.warning("chat_following_failed", error=type(error).__name__)
                self._give_up_in_time(began)
            except Exception:  # a bug with one reply must not end it for every other
                log.exception("chat_following_failed")
            await asyncio.sleep(max(TURN_SECONDS, _REST * (loop.time() - began)))

    async def _ask(self, now: float) -> None:
        """Tell the servers that write them, before they forget.

        Also where a piece is missing: what nobody follows is cut as left alone, and here somebody waits for its end.
        """
        due = {hold_id: each for hold_id, each in self._followed.items() if each.renew_at <= now}
        if due:
            await self._relayed.follow(due.keys(), self._clock() + FOLLOWED)
            for each in due.values():
                each.renew_at = now + _RENEW_SECONDS

    async def _read(self) -> None:
        wanted = {hold_id: each.pieces for hold_id, each in self._followed.items() if each.relayed}
        if not wanted:
            return
        for hold_id, pieces in (await self._relayed.read(wanted)).items():
            if hold_id in self._followed:
                _take(self._followed[hold_id], pieces)

    async def _look(self) -> None:
        """End those that have ended, and bring to an end what a crash left."""
        standings = await self._store.standings([each.live.generation.id for each in self._followed.values()])
        for hold_id, each in list(self._followed.items()):
            standing = standings.get(each.live.generation.id)
            if standing is None or standing.attempt != each.live.generation.attempt:
                each.live.fail(ChatFailedError(LOST))  # removed, or begun again: this attempt has failed
                self._followed.pop(hold_id, None)
            elif standing.status in {GenerationStatus.DONE, GenerationStatus.FAILED}:
                await self._end(hold_id, each)
            else:
                await self._mind(each, standing)

    async def _mind(self, followed: _Followed, standing: Standing) -> None:
        if standing.status is not GenerationStatus.RUNNING:
            followed.live.ending()
        if standing.lease_until is not None and standing.lease_until < self._clock():
            stored = await self._store.get(standing.id)
            try:
                if stored is not None:
                    await self._recovery.recover_one(stored, self._clock())
            except TokentillError as error:
                log.warning("recovery_failed", generation=standing.id, error=type(error).__name__)

    async def _end(self, hold_id: str, followed: _Followed) -> None:
        stored = await self._store.get(followed.live.generation.id)
        try:
            if stored is None or stored.status is not GenerationStatus.DONE:
                failure = (stored and stored.failure) or LOST
                raise ChatFailedError(failure)
            completed = await self._finisher.completed(stored)
        except TokentillError as error:
            followed.live.fail(error)
        else:
            _start(followed)
            if rest := completed.reply.content[followed.characters :]:
                followed.live.append(rest)
            followed.live.complete(completed)
        self._followed.pop(hold_id, None)

    def _give_up_in_time(self, now: float) -> None:
        """Nobody waits for the database for longer than where the reply is written."""
        self._away_since = self._away_since or now
        if now - self._away_since < ENDING_SECONDS:
            return
        for each in self._followed.values():
            each.live.fail(ChatUnavailableError())
        self._followed.clear()


def _take(followed: _Followed, pieces: list[Piece]) -> None:
    for number, text in pieces:
        if number != followed.pieces:
            followed.relayed = False
            log.warning("relayed_text_missing", generation=followed.live.generation.id, piece=followed.pieces)
            return
        _start(followed)
        followed.pieces += 1
        if text:
            followed.characters += len(text)
            followed.live.append(text)


def _start(followed: _Followed) -> None:
    generation = followed.live.generation
    if not followed.live.has_started:
        followed.live.start(ChatStarted.of(followed.conversation, generation))
