"""Tells who watches a conversation, or all that they see, what becomes of it, whichever server the change came from.

One change stream a process, opened when the first watcher comes. Nothing is told that its hearer may not see at that
moment: each event is held against the access of each watcher when its turn comes, and so is whether they may go on.
"""

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from pymongo.asynchronous.database import AsyncDatabase

from models.conversation import Conversation
from models.message import Message
from services.change_stream import Change, ChangeStream, TooManyWatchersError
from services.chat.conversation_events import PIPELINE, ChangeKind, ConversationEvent, event_of
from services.chat.conversation_search import shared_with
from services.chat.errors import ChatUnavailableError
from services.database_errors import database_errors_become
from services.errors import NotFoundError
from services.sharing import Access, conversation_for

__all__ = ["ConversationChange", "ConversationFeed"]

_away_is_unavailable = database_errors_become(ChatUnavailableError)

MOST_WATCHERS = 10_000
MOST_WATCHERS_OF_A_USER = 10
MOST_WAITING = 256
"""Events that wait for one slow watcher; more become one that says to read again."""


@dataclass(frozen=True, slots=True)
class ConversationChange:
    """What happened, with the conversation as it is now."""

    kind: ChangeKind
    conversation_id: str | None
    """None: every one that the watcher sees."""
    conversation: Conversation | None = None
    """None for what the watcher does not see any more."""
    message: Message | None = None
    person_id: str | None = None


@dataclass(slots=True, eq=False)
class _News:
    """An event for one user. Those of their watchers whose turn comes at the same time read once for all."""

    event: ConversationEvent
    user_id: str
    _reading: asyncio.Task[tuple[Conversation, Message | None]] | None = None

    async def read(self) -> tuple[Conversation, Message | None]:
        """The conversation as the user sees it now, and the message. Raises NotFoundError."""
        if self._reading is None or self._reading.done():  # what was read before may not be theirs to see any more
            self._reading = asyncio.create_task(self._read(), name="conversation-feed-read")
        return await asyncio.shield(self._reading)  # one watcher that goes away does not end it for the others

    async def _read(self) -> tuple[Conversation, Message | None]:
        conversation = await conversation_for(self.user_id, self.event.conversation_id, Access.READ)
        message = None if self.event.message_id is None else await Message.get(self.event.message_id)
        return conversation, message


@dataclass(slots=True, eq=False)
class _Watcher:
    user_id: str
    conversation_id: str | None
    topics: set[str]
    """Ids of conversations, and the user's own: what concerns one of them is for this watcher."""
    waiting: deque[_News | None] = field(default_factory=deque)
    """None: some were missed."""
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    has_begun: bool = False

    def put(self, news: _News | None) -> None:
        if news is None or len(self.waiting) >= MOST_WAITING:
            self.waiting.clear()
            news = None
        self.waiting.append(news)
        self.changed.set()

    def may_hear(self, event: ConversationEvent) -> bool:
        """Whom a conversation is shared with is for its owner and the person alone."""
        return event.person_id is None or self.user_id in {event.owner_id, event.person_id}


class ConversationFeed:
    """One for a process."""

    def __init__(self, database: AsyncDatabase[dict[str, Any]]) -> None:
        self._stream = ChangeStream(
            database,
            PIPELINE,
            name="conversation-feed",
            full_document="updateLookup",
            on_change=self._hear,
            on_gap=self._tell_all_to_read_again,
        )
        self._watchers: defaultdict[str, set[_Watcher]] = defaultdict(set)
        """By topic."""
        self._of_users: defaultdict[str, int] = defaultdict(int)
        self._count = 0

    async def watch(self, user_id: str, conversation_id: str | None) -> AsyncGenerator[ConversationChange, None]:
        """READ_AGAIN at once, then every change of the conversation, or of all that the user sees.

        Ends with DELETED or UNSHARED when the one conversation is seen no more. Raises NotFoundError,
        TooManyWatchersError, ChatUnavailableError.
        """
        if self._count >= MOST_WATCHERS or self._of_users.get(user_id, 0) >= MOST_WATCHERS_OF_A_USER:
            raise TooManyWatchersError
        watcher = _Watcher(user_id, conversation_id, {conversation_id or user_id})
        with self._watching(watcher):
            await self._stream.opened()
            watcher.put(None)
            while True:
                await watcher.changed.wait()
                if not watcher.waiting:
                    watcher.changed.clear()
                    continue
                news = watcher.waiting.popleft()
                change = await (self._read_again(watcher) if news is None else self._told(watcher, news))
                watcher.has_begun = True
                if change is None:
                    continue
                yield change
                if conversation_id is not None and change.conversation is None:
                    return

    async def stop(self) -> None:
        """Close the change stream."""
        await self._stream.stop()

    @contextmanager
    def _watching(self, watcher: _Watcher) -> Iterator[None]:
        self._count += 1
        self._of_users[watcher.user_id] += 1
        self._listen_to(watcher, *watcher.topics)
        try:
            yield
        finally:
            self._count -= 1
            self._of_users[watcher.user_id] -= 1
            if not self._of_users[watcher.user_id]:
                del self._of_users[watcher.user_id]
            for topic in list(watcher.topics):
                self._ignore(watcher, topic)

    def _listen_to(self, watcher: _Watcher, *topics: str) -> None:
        for topic in topics:
            watcher.topics.add(topic)
            self._watchers[topic].add(watcher)

    def _ignore(self, watcher: _Watcher, topic: str) -> None:
        watcher.topics.discard(topic)
        self._watchers[topic].discard(watcher)
        if not self._watchers[topic]:
            del self._watchers[topic]

    def _hear(self, change: Change) -> None:
        event = event_of(change)
        if event is None:
            return
        topics = (event.conversation_id, event.owner_id, event.person_id)
        concerned = {watcher for topic in topics if topic for watcher in self._watchers.get(topic, ())}
        news: dict[str, _News] = {}
        for watcher in concerned:
            if watcher.may_hear(event):
                watcher.put(news.setdefault(watcher.user_id, _News(event, watcher.user_id)))

    def _tell_all_to_read_again(self) -> None:
        for watcher in {watcher for watchers in self._watchers.values() for watcher in watchers}:
            watcher.put(None)

    @_away_is_unavailable
    async def _read_again(self, watcher: _Watcher) -> ConversationChange:
        conversation_id = watcher.conversation_id
        if conversation_id is None:
            self._listen_to(watcher, *await shared_with(watcher.user_id))
            return ConversationChange(ChangeKind.READ_AGAIN, None)
        try:
            conversation = await conversation_for(watcher.user_id, conversation_id, Access.READ)
        except NotFoundError:
            if not watcher.has_begun:
                raise
            there = await Conversation.find_one({"_id": conversation_id, "deleted_at": None})
            return ConversationChange(ChangeKind.DELETED if there is None else ChangeKind.UNSHARED, conversation_id)
        return ConversationChange(ChangeKind.READ_AGAIN, conversation_id, conversation)

    @_away_is_unavailable
    async def _told(self, watcher: _Watcher, news: _News) -> ConversationChange | None:
        """What the watcher is told of an event; None for nothing, where they see the conversation no more."""
        event = news.event
        is_own_share = event.person_id == watcher.user_id
        try:
            conversation, message = await news.read()
        except NotFoundError:
            if event.kind is not ChangeKind.DELETED and not (event.kind is ChangeKind.UNSHARED and is_own_share):
                return None  # the event that says so follows
            if watcher.conversation_id is None:
                self._ignore(watcher, event.conversation_id)
            return ConversationChange(event.kind, event.conversation_id, person_id=event.person_id)
        if event.kind is ChangeKind.SHARED and is_own_share:
            self._listen_to(watcher, event.conversation_id)
        return ConversationChange(event.kind, event.conversation_id, conversation, message, event.person_id)
