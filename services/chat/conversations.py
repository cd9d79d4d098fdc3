"""Conversations of a user: reading, finding, naming, choosing what is shown, and removing them."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from models.conversation import Conversation
from models.message import Message
from services.chat.branches import branch_filter
from services.chat.conversation_changes import ConversationChanges
from services.chat.errors import ChatUnavailableError
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import InvalidInputError, NotFoundError
from services.paging import Page, PageRequest
from services.search_text import text_query

__all__ = ["MOST_FOUND", "ConversationService", "conversation_position", "message_position"]

_away_is_unavailable = database_errors_become(ChatUnavailableError)

MOST_FOUND = 1_000
"""Conversations that one search looks at."""
_MOST_MESSAGES_FOUND = 20_000
_SEARCH_MILLISECONDS = 3_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_CONVERSATION_POSITION = re.compile(r"(\d{1,15})/([A-Za-z0-9_]{1,64})")
_MESSAGE_POSITION = re.compile(r"\d{1,18}")


class ConversationService:
    """A user sees only their own; another's is as if it were not there, and so is one that was deleted."""

    def __init__(self, clock: Clock) -> None:
        self._changes = ConversationChanges(clock)

    @_away_is_unavailable
    async def page(self, user_id: str, request: PageRequest, search: str | None = None) -> Page[Conversation]:
        """The user's conversations, the last used first. One that is used meanwhile moves to the front.

        `search` keeps those whose title, or one of whose messages, has every word of it. Of more than MOST_FOUND that
        do, some are left out.
        """
        query: dict[str, object] = {"user_id": user_id, "deleted_at": None}
        if search is not None and search.strip():
            query["_id"] = {"$in": await _found(user_id, search)}
        if request.after is not None:
            at, conversation_id = _read_conversation_position(request.after)
            query["$or"] = [
                {"last_message_at": {"$lt": at}},
                {"last_message_at": at, "_id": {"$lt": conversation_id}},
            ]
        found = Conversation.find(query).sort("-last_message_at", "-_id").limit(request.first + 1)
        return Page.cut(await found.to_list(), request.first)

    @_away_is_unavailable
    async def messages(
        self, user_id: str, conversation_id: str, request: PageRequest, through_id: str | None = None
    ) -> Page[Message]:
        """The messages of a conversation's shown branch, the oldest first. Raises NotFoundError.

        `through_id` is a message, whose branch is read instead.
        """
        conversation = await self._changes.own(user_id, conversation_id)
        branch = conversation.shown_branch
        if through_id is not None:
            through = await Message.find_one({"_id": through_id, "conversation_id": conversation_id})
            if through is None:
                raise NotFoundError("message")
            branch = through.branch
        query = branch_filter(conversation_id, conversation.branches, branch)
        if request.after is not None:
            if not _MESSAGE_POSITION.fullmatch(request.after):
                raise InvalidInputError("after", "is not a cursor of this list.")
            query["position"] = {"$gt": int(request.after)}
        found = Message.find(query).sort("+position").limit(request.first + 1)
        return Page.cut(await found.to_list(), request.first)

    @_away_is_unavailable
    async def versions(self, messages: Sequence[tuple[str, str | None]]) -> list[list[str]]:
        """For each message, told by conversation and parent, the ids of all that have this parent, the oldest first."""
        wanted = [{"conversation_id": conversation, "parent_id": parent} for conversation, parent in set(messages)]
        rows: Any = Message.get_pymongo_collection().find(
            {"$or": wanted}, {"conversation_id": 1, "parent_id": 1, "position": 1}
        )
        found: dict[tuple[str, str | None], list[tuple[int, str]]] = {}
        async for row in rows:
            key = row["conversation_id"], row["parent_id"]
            found.setdefault(key, []).append((int(row["position"]), row["_id"]))
        return [[message_id for _, message_id in sorted(found.get(key, []))] for key in messages]

    @_away_is_unavailable
    async def create(self, user_id: str, title: str | None) -> Conversation:
        """See `ConversationChanges.create`."""
        return await self._changes.create(user_id, title)

    @_away_is_unavailable
    async def rename(self, user_id: str, conversation_id: str, title: str) -> Conversation:
        """See `ConversationChanges.rename`."""
        return await self._changes.rename(user_id, conversation_id, title)

    @_away_is_unavailable
    async def show(self, user_id: str, message_id: str) -> Conversation:
        """See `ConversationChanges.show`."""
        return await self._changes.show(user_id, message_id)

    @_away_is_unavailable
    async def delete(self, user_id: str, conversation_id: str) -> None:
        """See `ConversationChanges.delete`."""
        await self._changes.delete(user_id, conversation_id)

    async def complete_deletions(self, limit: int) -> int:
        """Remove the texts of up to `limit` conversations whose removal was begun and not finished; how many."""
        return await self._changes.complete_deletions(limit)


def conversation_position(conversation: Conversation) -> str:
    """Its place in the list: Unix milliseconds of its last message, and its id."""
    return f"{(conversation.last_message_at - _EPOCH) // _MILLISECOND}/{conversation.id}"


def message_position(message: Message) -> str:
    """Its place in its conversation."""
    return str(int(message.position))


async def _found(user_id: str, search: str) -> list[str]:
    """Ids of the user's conversations that have every word of `search` in their title or in one message."""
    query = text_query(search)
    if query is None:
        return []
    match = {"$match": {"user_id": user_id, **query}}
    in_messages: list[dict[str, Any]] = [
        match,
        {"$limit": _MOST_MESSAGES_FOUND},
        {"$group": {"_id": "$conversation_id"}},
        {"$limit": MOST_FOUND},
    ]
    in_titles: list[dict[str, Any]] = [match, {"$limit": MOST_FOUND}, {"$project": {"_id": 1}}]
    found: set[str] = set()
    for collection, stages in (
        (Conversation.get_pymongo_collection(), in_titles),
        (Message.get_pymongo_collection(), in_messages),
    ):
        rows = await collection.aggregate(stages, maxTimeMS=_SEARCH_MILLISECONDS)
        found.update([row["_id"] async for row in rows])
    return sorted(found)[:MOST_FOUND]


def _read_conversation_position(position: str) -> tuple[datetime, str]:
    match = _CONVERSATION_POSITION.fullmatch(position)
    try:
        if match is not None:
            return _EPOCH + int(match[1]) * _MILLISECOND, match[2]
    except OverflowError:
        pass
    raise InvalidInputError("after", "is not a cursor of this list.")
