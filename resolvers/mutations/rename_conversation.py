"""`renameConversation`: another title for a conversation."""

import strawberry

from schema.context import Info, require_viewer
from schema.conversation import Conversation, ConversationResult, RenameConversationInput

__all__ = ["rename_conversation"]


@strawberry.mutation(description="Give one of the caller's own conversations another title.")
async def rename_conversation(info: Info, input: RenameConversationInput) -> ConversationResult:
    """Rename it."""
    viewer = require_viewer(info)
    renamed = await info.context.services.conversations.rename(viewer.user_id, input.conversation_id, input.title)
    return Conversation.of(renamed)
