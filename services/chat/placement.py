"""Where in a conversation a message goes: after its newest one, or on a new branch."""

from dataclasses import dataclass
from typing import Any

from models.conversation import Conversation
from models.message import Message, MessageRole
from services.chat.branches import MOST_BRANCHES, branch_filter
from services.chat.errors import TooManyBranchesError
from services.chat.request import ChatRequest
from services.errors import InvalidInputError, NotFoundError
from services.moderation.errors import MessageRemovedError
from services.sharing import Access, conversation_for, message_for

__all__ = ["Placement", "place"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """`conversation` is None when one is opened. A new branch begins after `parent`, or with a first message."""

    conversation: Conversation | None = None
    branch: int | None = 0
    """The branch that is gone on with, or left; None when nothing comes before the message."""
    makes_branch: bool = False
    parent: Message | None = None
    """The message that a new branch leaves after."""
    edits: Message | None = None
    """The message of the user that this one takes the place of."""
    answers: Message | None = None
    """The message of the user that another reply is wanted for."""

    def earlier(self) -> dict[str, Any] | None:
        """A query for the messages before this one; None when there are none."""
        if self.conversation is None or self.branch is None:
            return None
        query = branch_filter(self.conversation.id, self.conversation.branches, self.branch)
        if self.answers is not None:
            return {**query, "position": {"$lt": self.answers.position}}
        return query if self.parent is None else {**query, "position": {"$lte": self.parent.position}}


async def place(user_id: str, request: ChatRequest) -> Placement:
    """Find the place, if the user may write there.

    Raises NotFoundError for what the user does not see, ConversationReadOnlyError, TooManyBranchesError,
    InvalidInputError, MessageRemovedError.
    """
    if request.edits_id is None and request.regenerates_id is None:
        if request.conversation_id is None:
            return Placement()
        conversation = await conversation_for(user_id, request.conversation_id, Access.WRITE)
        return Placement(conversation=conversation, branch=conversation.shown_branch)
    if request.edits_id is not None and request.regenerates_id is not None:
        raise InvalidInputError("editsId", "cannot stand beside a reply that is made again")
    role = MessageRole.ASSISTANT if request.edits_id is None else MessageRole.USER
    replaced_id = request.edits_id or request.regenerates_id or ""
    replaced, conversation = await message_for(user_id, replaced_id, Access.WRITE)
    if replaced.role is not role or request.conversation_id not in {None, conversation.id}:
        raise NotFoundError("message")
    if len(conversation.branches) >= MOST_BRANCHES:
        raise TooManyBranchesError(MOST_BRANCHES)
    parent = None if replaced.parent_id is None else await Message.get(replaced.parent_id)
    if request.regenerates_id is not None and parent is not None and not parent.content:
        raise MessageRemovedError  # what it answers was removed, or went with its author
    return Placement(
        conversation=conversation,
        branch=None if parent is None else parent.branch,
        makes_branch=True,
        parent=parent,
        edits=None if request.edits_id is None else replaced,
        answers=parent if request.edits_id is None else None,
    )
