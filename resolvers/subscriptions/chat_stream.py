"""`chatStream`: a message to a model, and its reply as it is written."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

import strawberry

from resolvers.replies import AfterAttempt, AfterIndex, reply_events
from schema.chat import ChatInput, ChatStreamEvent
from schema.context import Info

__all__ = ["chat_stream"]


@strawberry.subscription(
    description="Send a message and read the reply as it is written. The generation does not depend on the "
    "connection: subscribe again with the same key and input to go on reading, also after its end."
)
async def chat_stream(
    info: Info, input: ChatInput, after_index: AfterIndex = 0, after_attempt: AfterAttempt = None
) -> AsyncGenerator[ChatStreamEvent, None]:
    """Stream, and map what is refused to a last event."""
    async with aclosing(reply_events(info, input, after_index, after_attempt)) as events:
        async for event in events:
            yield event
