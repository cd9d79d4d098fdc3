"""`chat`: a message to a model, and its whole reply."""

import strawberry

from resolvers.replies import whole_reply
from schema.chat import ChatInput, ChatResult
from schema.context import Info

__all__ = ["chat"]


@strawberry.mutation(
    description="Send a message and wait for the whole reply. A chat that fails costs nothing; the same key with the "
    "same input gives the same reply again, charged once."
)
async def chat(info: Info, input: ChatInput) -> ChatResult:
    """Chat, and map what is refused."""
    return await whole_reply(info, input)
