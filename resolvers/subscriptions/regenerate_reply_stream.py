"""`regenerateReplyStream`: another reply to the same message, as it is written."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated

import strawberry

from schema.chat import ChatStreamEvent, RegenerateReplyInput, chat_event, chat_refusal
from schema.context import Info, require_viewer
from services.errors import TokentillError

__all__ = ["regenerate_reply_stream"]


@strawberry.subscription(description="`regenerateReply`, and read the reply as it is written, as with `chatStream`.")
async def regenerate_reply_stream(
    info: Info,
    input: RegenerateReplyInput,
    after_index: Annotated[
        int,
        strawberry.argument(
            description="Text from this offset on only: the `nextIndex` of the last delta that arrived. 0: all."
        ),
    ] = 0,
) -> AsyncGenerator[ChatStreamEvent, None]:
    """Stream, and map what is refused to a last event."""
    try:
        viewer = require_viewer(info)
        info.context.outlive_token()  # a reply that has begun is read to its end
        async with aclosing(info.context.services.chat.stream(viewer, input.to_service(), after_index)) as events:
            async for event in events:
                yield chat_event(event)
    except TokentillError as error:
        yield chat_refusal(error)
