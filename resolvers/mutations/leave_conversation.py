"""`leaveConversation`: give up one's access to a conversation."""

import strawberry

from schema.context import Info, require_viewer
from schema.conversation_share import ConversationLeft, LeaveConversationInput, LeaveConversationResult
from schema.errors import OperationRefused
from services.errors import TokentillError

__all__ = ["leave_conversation"]


@strawberry.mutation(
    description="Give up the caller's access to a conversation of somebody else. What they wrote stays in it. One that "
    "is not shared with them is NOT_FOUND."
)
async def leave_conversation(info: Info, input: LeaveConversationInput) -> LeaveConversationResult:
    """Leave it, and map what is refused."""
    try:
        viewer = require_viewer(info)
        await info.context.services.sharing.leave(viewer.user_id, input.conversation_id)
    except TokentillError as error:
        return OperationRefused.of(error)
    return ConversationLeft(conversation_id=input.conversation_id)
