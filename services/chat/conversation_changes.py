"""What a user does with a conversation beside chatting in it."""

from datetime import timedelta

import structlog

from messages import Phrase
from models.conversation import Conversation
from models.conversation_share import ConversationShare
from models.generation import Generation, GenerationStatus
from models.message import Message
from models.message_flag import MessageFlag
from services.chat.errors import TooManyConversationsError
from services.clock import Clock
from services.errors import InvalidInputError, NotFoundError
from services.search_text import search_text_of
from services.sharing import Access, conversation_for, message_for

__all__ = ["MOST_EMPTY", "MOST_TITLE_CHARACTERS", "ConversationChanges"]

log = structlog.get_logger(__name__)

MOST_TITLE_CHARACTERS = 100
MOST_EMPTY = 100
"""Conversations of one user without a message. Two calls at once may pass it by one."""
_REMOVED_AT_ONCE = 100
_LEFT_BEHIND = timedelta(minutes=1)
"""After that a removal that has not ended is another server's to finish."""


class ConversationChanges:
    """Each is one conditional update, so that any number of servers may make them at once."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def create(self, user_id: str, title: str | None) -> Conversation:
        """An empty one; without a title it gets one from its first message. Raises InvalidInputError."""
        name = "" if title is None else _checked_title(title)
        empty = {"user_id": user_id, "message_count": 0, "deleted_at": None}
        if await Conversation.find(empty).limit(MOST_EMPTY).count() >= MOST_EMPTY:
            raise TooManyConversationsError(MOST_EMPTY)
        now = self._clock()
        conversation = Conversation(
            user_id=user_id,
            title=name,
            search_text=search_text_of(name),
            message_count=0,
            total_tokens=0,
            total_cost=0,
            last_message_at=now,
            created_at=now,
        )
        return await conversation.insert()

    async def rename(self, user_id: str, conversation_id: str, title: str) -> Conversation:
        """Give it another title. Raises NotFoundError, NotConversationOwnerError, InvalidInputError."""
        name = _checked_title(title)
        await conversation_for(user_id, conversation_id, Access.OWN)
        return await _change(conversation_id, {"title": name, "search_text": search_text_of(name)})

    async def show(self, user_id: str, message_id: str) -> Conversation:
        """Show the branch that the message was written in, and go on there; for all who see the conversation.

        Raises NotFoundError, ConversationReadOnlyError.
        """
        message, _ = await message_for(user_id, message_id, Access.WRITE)
        return await _change(message.conversation_id, {"shown_branch": message.branch})

    async def delete(self, user_id: str, conversation_id: str) -> None:
        """Remove it with all its texts and shares; what was charged stays in the ledger.

        Nobody sees it from the first step on. A reply that is being written in it is stopped and charged as any that
        is stopped, and is not stored. Raises NotFoundError, NotConversationOwnerError.
        """
        await conversation_for(user_id, conversation_id, Access.OWN)
        await _change(conversation_id, {"deleted_at": self._clock(), "deleted_by": user_id})
        await self._remove(conversation_id)

    async def delete_all(self, user_id: str) -> None:
        """Remove every conversation of the user, as `delete` does one. Safe to repeat."""
        rows = Conversation.get_pymongo_collection()
        gone = {"deleted_at": self._clock(), "deleted_by": user_id}
        await rows.update_many({"user_id": user_id, "deleted_at": None}, {"$set": gone})
        while left := await rows.find({"user_id": user_id}, {"_id": True}).limit(_REMOVED_AT_ONCE).to_list():
            for row in left:
                await self._remove(row["_id"])

    async def complete_deletions(self, limit: int) -> int:
        """Finish up to `limit` removals that a crash left; how many."""
        before = {"deleted_at": {"$type": "date", "$lt": self._clock() - _LEFT_BEHIND}}
        left = await Conversation.find(before).sort("+deleted_at").limit(limit).to_list()
        for conversation in left:
            log.info("removal_completed", conversation=conversation.id)
            await self._remove(conversation.id)
        return len(left)

    async def _remove(self, conversation_id: str) -> None:
        """Each step may be repeated; the row that says so goes last."""
        await Generation.get_pymongo_collection().update_many(
            {
                "conversation_id": conversation_id,
                "status": GenerationStatus.RUNNING.value,
                "lease_until": {"$type": "date"},  # by the index of those that run
            },
            {"$set": {"cancel_requested": True}},
        )
        await ConversationShare.find({"conversation_id": conversation_id}).delete()
        await Message.find({"conversation_id": conversation_id}).delete()
        await MessageFlag.find({"conversation_id": conversation_id}).delete()
        await Conversation.find({"_id": conversation_id}).delete()


async def _change(conversation_id: str, values: dict[str, object]) -> Conversation:
    row = await Conversation.get_pymongo_collection().find_one_and_update(
        {"_id": conversation_id, "deleted_at": None}, {"$set": values}, return_document=True
    )
    if row is None:
        raise NotFoundError("conversation")
    changed: Conversation = Conversation.model_validate(row)
    return changed


def _checked_title(title: str) -> str:
    name = " ".join(title.split())
    if not name:
        raise InvalidInputError("title", "must not be empty")
    if len(name) > MOST_TITLE_CHARACTERS:
        raise InvalidInputError("title", Phrase("must have at most {most} characters", most=MOST_TITLE_CHARACTERS))
    if not name.isprintable():
        raise InvalidInputError("title", "must hold printable characters only")
    return name
