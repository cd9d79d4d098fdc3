"""`chat`: a message to a model, and its whole reply."""

import strawberry

from schema.chat import ChatCompleted, ChatInput, ChatResult, chat_refusal
from schema.context import Info, require_viewer
from services.errors import TokentillError

__all__ = ["chat"]


@strawberry.mutation(
    description="Send a message and wait for the whole reply. A chat that fails costs nothing; the same key with the "
    "same input gives the same reply again, charged once."
)
async def chat(info: Info, input: ChatInput) -> ChatResult:
    """Chat, and map what is refused."""
    try:
        viewer = require_viewer(info)
        completed = await info.context.services.chat.complete(
            viewer, input.to_service(), take_long=info.context.take_long
        )
    except TokentillError as error:
        return chat_refusal(error)
    return ChatCompleted.of(completed)
