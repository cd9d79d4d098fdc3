"""`regenerateReply`: another reply to the same message."""

import strawberry

from resolvers.replies import whole_reply
from schema.chat import ChatResult, RegenerateReplyInput
from schema.context import Info

__all__ = ["regenerate_reply"]


@strawberry.mutation(
    description="Ask for another reply instead of one, and wait for it. It begins a new branch, which is shown from "
    "then on; it costs what any reply costs."
)
async def regenerate_reply(info: Info, input: RegenerateReplyInput) -> ChatResult:
    """Ask, wait, and map what is refused."""
    return await whole_reply(info, input)
