"""`createConversation`: an empty conversation."""

import strawberry

from schema.context import Info, require_viewer
from schema.conversation import Conversation, ConversationResult, CreateConversationInput

__all__ = ["create_conversation"]


@strawberry.mutation(description="An empty conversation. `chat` without a `conversationId` makes one as well.")
async def create_conversation(info: Info, input: CreateConversationInput) -> ConversationResult:
    """Make it."""
    viewer = require_viewer(info)
    made = await info.context.services.conversations.create(viewer.user_id, input.title)
    return Conversation.of(made)
