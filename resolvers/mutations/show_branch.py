"""`showBranch`: choose the branch of a conversation that is shown."""

import strawberry

from schema.context import Info, require_viewer
from schema.conversation import Conversation, ConversationResult, ShowBranchInput

__all__ = ["show_branch"]


@strawberry.mutation(
    description="Show the branch that a message was written in: `messages` reads it, and `chat` goes on there."
)
async def show_branch(info: Info, input: ShowBranchInput) -> ConversationResult:
    """Show it."""
    viewer = require_viewer(info)
    shown = await info.context.services.conversations.show(viewer.user_id, input.message_id)
    return Conversation.of(shown)
