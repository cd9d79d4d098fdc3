"""`regenerateReplyStream`: another reply to the same message, as it is written."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

import strawberry

from resolvers.replies import AfterAttempt, AfterIndex, reply_events
from schema.chat import ChatStreamEvent, RegenerateReplyInput
from schema.context import Info

__all__ = ["regenerate_reply_stream"]


@strawberry.subscription(description="`regenerateReply`, and read the reply as it is written, as with `chatStream`.")
async def regenerate_reply_stream(
    info: Info, input: RegenerateReplyInput, after_index: AfterIndex = 0, after_attempt: AfterAttempt = None
) -> AsyncGenerator[ChatStreamEvent, None]:
    """Stream, and map what is refused to a last event."""
    async with aclosing(reply_events(info, input, after_index, after_attempt)) as events:
        async for event in events:
            yield event
