"""Who may do what with a conversation. Whoever has no access learns nothing of it, not even that it is there."""

from collections.abc import Sequence
from enum import IntEnum

from models.conversation import Conversation
from models.conversation_share import ConversationShare, ShareAccess
from models.message import Message
from services.errors import NotFoundError
from services.sharing.errors import ConversationReadOnlyError, NotConversationOwnerError

__all__ = ["Access", "accesses_to", "conversation_for", "message_for", "permit"]


class Access(IntEnum):
    """Each holds what stands before it."""

    READ = 1
    """Its messages, on all branches, and what becomes of it; flagging a message."""
    WRITE = 2
    """Chats in it, paid by whoever sends them, and which branch is shown."""
    OWN = 3
    """Its title, its shares, and its end."""


_OF_SHARES = {ShareAccess.READ: Access.READ, ShareAccess.WRITE: Access.WRITE}


def permit(access: Access | None, needed: Access) -> None:
    """Raises NotFoundError where there is no access at all, ConversationReadOnlyError, NotConversationOwnerError."""
    if access is None:
        raise NotFoundError("conversation")
    if access >= needed:
        return
    raise ConversationReadOnlyError if needed is Access.WRITE else NotConversationOwnerError


async def conversation_for(user_id: str, conversation_id: str, needed: Access) -> Conversation:
    """The conversation, with which the user may do what is needed. Raises what `permit` does."""
    found = await Conversation.find_one({"_id": conversation_id, "deleted_at": None})
    if found is None:
        raise NotFoundError("conversation")
    (access,) = await accesses_to([(user_id, found.id, found.user_id)])
    permit(access, needed)
    return found


async def message_for(user_id: str, message_id: str, needed: Access) -> tuple[Message, Conversation]:
    """A message, and its conversation, with which the user may do what is needed. Raises what `permit` does."""
    found = await Message.get(message_id)
    if found is None:
        raise NotFoundError("message")
    try:
        return found, await conversation_for(user_id, found.conversation_id, needed)
    except NotFoundError:
        raise NotFoundError("message") from None  # as of one that never was


async def accesses_to(asked: Sequence[tuple[str, str, str]]) -> list[Access | None]:
    """The access of each (user, conversation, its owner)."""
    of_others = [(user, conversation) for user, conversation, owner in asked if user != owner]
    found: dict[tuple[str | None, str], Access] = {}
    if of_others:
        wanted = [{"conversation_id": conversation, "user_id": user} for user, conversation in of_others]
        for share in await ConversationShare.find({"$or": wanted}).to_list():
            found[share.user_id, share.conversation_id] = _OF_SHARES[share.access]
    return [Access.OWN if user == owner else found.get((user, conversation)) for user, conversation, owner in asked]
