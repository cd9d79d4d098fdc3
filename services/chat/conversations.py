"""Conversations of a user: reading, finding, naming, choosing what is shown, and removing them."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from models.conversation import Conversation
from models.message import Message
from services.chat.branches import branch_filter
from services.chat.conversation_changes import ConversationChanges
from services.chat.conversation_search import found_ids, shared_with
from services.chat.errors import ChatUnavailableError
from services.clock import Clock
from services.database_errors import database_errors_become
from services.errors import InvalidInputError, NotFoundError
from services.paging import Page, PageRequest
from services.sharing import Access, conversation_for

__all__ = ["ConversationService", "conversation_position", "message_position"]

_away_is_unavailable = database_errors_become(ChatUnavailableError)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_CONVERSATION_POSITION = re.compile(r"(\d{1,15})/([A-Za-z0-9_]{1,64})")
_MESSAGE_POSITION = re.compile(r"\d{1,18}")


class ConversationService:
    """A user sees their own and what is shared with them; all else is as if it were not there."""

    def __init__(self, clock: Clock) -> None:
        self._changes = ConversationChanges(clock)

    @_away_is_unavailable
    async def page(
        self, user_id: str, request: PageRequest, search: str | None = None, *, shared: bool | None = None
    ) -> Page[Conversation]:
        """The conversations that the user sees, the last used first. One that is used meanwhile moves to the front.

        `shared`: those of others only, or the user's own only; None for both. `search` keeps those whose title, or one
        of whose messages, has every word of it. Of more than MOST_FOUND that do, some are left out.
        """
        of_others = {} if shared is False else await shared_with(user_id)
        common: list[dict[str, object]] = [{"deleted_at": None}]
        if search is not None and search.strip():
            common.append({"_id": {"$in": await found_ids(None if shared else user_id, of_others, search)}})
        if request.after is not None:
            at, conversation_id = _read_conversation_position(request.after)
            before = [{"last_message_at": {"$lt": at}}, {"last_message_at": at, "_id": {"$lt": conversation_id}}]
            common.append({"$or": before})
        wanted: list[dict[str, object]] = [] if shared else [{"user_id": user_id}]
        if of_others:
            wanted.append({"_id": {"$in": list(of_others)}})
        rows: list[Conversation] = []
        for query in wanted:  # each by an index of its own
            found = Conversation.find({"$and": [query, *common]}).sort("-last_message_at", "-_id")
            rows += await found.limit(request.first + 1).to_list()
        rows.sort(key=lambda row: (row.last_message_at, row.id), reverse=True)
        return Page.cut(rows, request.first)

    @_away_is_unavailable
    async def get(self, user_id: str, conversation_id: str) -> Conversation:
        """A conversation that the user sees. Raises NotFoundError."""
        return await conversation_for(user_id, conversation_id, Access.READ)

    @_away_is_unavailable
    async def messages(
        self,
        user_id: str,
        conversation_id: str,
        request: PageRequest,
        through_id: str | None = None,
        *,
        newest_first: bool = False,
    ) -> Page[Message]:
        """The messages of a conversation's shown branch, the oldest first unless told otherwise. Raises NotFoundError.

        `through_id` is a message, whose branch is read instead.
        """
        conversation = await conversation_for(user_id, conversation_id, Access.READ)
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
            query["position"] = {"$lt" if newest_first else "$gt": int(request.after)}
        found = Message.find(query).sort("-position" if newest_first else "+position").limit(request.first + 1)
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

    async def delete_all(self, user_id: str) -> None:
        """See `ConversationChanges.delete_all`. Raises PyMongoError."""
        await self._changes.delete_all(user_id)

    async def complete_deletions(self, limit: int) -> int:
        """Remove the texts of up to `limit` conversations whose removal was begun and not finished; how many."""
        return await self._changes.complete_deletions(limit)


def conversation_position(conversation: Conversation) -> str:
    """Its place in the list: Unix milliseconds of its last message, and its id."""
    return f"{(conversation.last_message_at - _EPOCH) // _MILLISECOND}/{conversation.id}"


def message_position(message: Message) -> str:
    """Its place in its conversation."""
    return str(int(message.position))


def _read_conversation_position(position: str) -> tuple[datetime, str]:
    match = _CONVERSATION_POSITION.fullmatch(position)
    try:
        if match is not None:
            return _EPOCH + int(match[1]) * _MILLISECOND, match[2]
    except OverflowError:
        pass
    raise InvalidInputError("after", "is not a cursor of this list.")
