"""`deleteConversation`: remove a conversation and its messages."""

import strawberry

from schema.context import Info, require_viewer
from schema.conversation import ConversationDeleted, DeleteConversationInput, DeleteConversationResult

__all__ = ["delete_conversation"]


@strawberry.mutation(
    description="Remove one of the caller's own conversations with all its messages, for good and for all with whom it "
    "is shared. A reply that is being written in it is stopped. Charges stay. One that was removed before is NOT_FOUND."
)
async def delete_conversation(info: Info, input: DeleteConversationInput) -> DeleteConversationResult:
    """Remove it."""
    viewer = require_viewer(info)
    await info.context.services.conversations.delete(viewer.user_id, input.conversation_id)
    return ConversationDeleted(conversation_id=input.conversation_id)
