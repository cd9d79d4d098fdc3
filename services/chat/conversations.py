"""Reading conversations and their messages."""

import re
from datetime import UTC, datetime, timedelta

from models.conversation import Conversation
from models.message import Message
from services.chat.errors import ChatUnavailableError
from services.database_errors import database_errors_become
from services.errors import InvalidInputError, NotFoundError
from services.paging import Page, PageRequest

__all__ = ["ConversationService", "conversation_position", "message_position"]

_away_is_unavailable = database_errors_become(ChatUnavailableError)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_CONVERSATION_POSITION = re.compile(r"(\d{1,15})/([A-Za-z0-9_]{1,64})")
_MESSAGE_POSITION = re.compile(r"\d{1,18}")


class ConversationService:
    """A user sees only their own; another's is as if it were not there."""

    @_away_is_unavailable
    async def page(self, user_id: str, request: PageRequest) -> Page[Conversation]:
        """The user's conversations, the last used first. One that is used meanwhile moves to the front."""
        query: dict[str, object] = {"user_id": user_id}
        if request.after is not None:
            at, conversation_id = _read_conversation_position(request.after)
            query["$or"] = [
                {"last_message_at": {"$lt": at}},
                {"last_message_at": at, "_id": {"$lt": conversation_id}},
            ]
        found = Conversation.find(query).sort("-last_message_at", "-_id").limit(request.first + 1)
        return Page.cut(await found.to_list(), request.first)

    @_away_is_unavailable
    async def messages(self, user_id: str, conversation_id: str, request: PageRequest) -> Page[Message]:
        """The messages of a conversation, the oldest first. Raises NotFoundError."""
        if await Conversation.find_one({"_id": conversation_id, "user_id": user_id}) is None:
            raise NotFoundError("conversation")
        query: dict[str, object] = {"conversation_id": conversation_id}
        if request.after is not None:
            if not _MESSAGE_POSITION.fullmatch(request.after):
                raise InvalidInputError("after", "is not a cursor of this list.")
            query["position"] = {"$gt": int(request.after)}
        found = Message.find(query).sort("+position").limit(request.first + 1)
        return Page.cut(await found.to_list(), request.first)


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
