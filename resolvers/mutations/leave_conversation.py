"""`leaveConversation`: give up one's access to a conversation."""

import strawberry

from schema.context import Info, require_viewer
from schema.conversation_share import ConversationLeft, LeaveConversationInput, LeaveConversationResult

__all__ = ["leave_conversation"]


@strawberry.mutation(
    description="Give up the caller's access to a conversation of somebody else. What they wrote stays in it. One that "
    "is not shared with them is NOT_FOUND."
)
async def leave_conversation(info: Info, input: LeaveConversationInput) -> LeaveConversationResult:
    """Leave it."""
    viewer = require_viewer(info)
    await info.context.services.sharing.leave(viewer.user_id, input.conversation_id)
    return ConversationLeft(conversation_id=input.conversation_id)
