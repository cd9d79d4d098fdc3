"""`regenerateReply`: another reply to the same message."""

import strawberry

from schema.chat import ChatCompleted, ChatResult, RegenerateReplyInput, chat_refusal
from schema.context import Info, require_viewer
from services.errors import TokentillError

__all__ = ["regenerate_reply"]


@strawberry.mutation(
    description="Ask for another reply instead of one, and wait for it. It begins a new branch, which is shown from "
    "then on; it costs what any reply costs."
)
async def regenerate_reply(info: Info, input: RegenerateReplyInput) -> ChatResult:
    """Ask, wait, and map what is refused."""
    try:
        viewer = require_viewer(info)
        completed = await info.context.services.chat.complete(
            viewer, input.to_service(), take_long=info.context.take_long
        )
    except TokentillError as error:
        return chat_refusal(error)
    return ChatCompleted.of(completed)
