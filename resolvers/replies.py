"""What every field that asks a model for a reply does: `chat`, `regenerateReply`, and their streams."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated

import strawberry

from schema.chat import (
    ChatCompleted,
    ChatInput,
    ChatResult,
    ChatStreamEvent,
    RegenerateReplyInput,
    chat_event,
    chat_refusal,
)
from schema.context import Info, require_viewer
from services.errors import TokentillError

__all__ = ["AfterAttempt", "AfterIndex", "reply_events", "whole_reply"]

AfterIndex = Annotated[
    int,
    strawberry.argument(
        description="Text from this offset on only: the `nextIndex` of the last delta that arrived. 0: all."
    ),
]
AfterAttempt = Annotated[
    int | None,
    strawberry.argument(
        description="The `attempt` of the last `ChatStarted` that arrived, to which `afterIndex` belongs. Where "
        "another attempt is found, all of its text is sent, from index 0. Null: the first attempt."
    ),
]


async def whole_reply(info: Info, input: ChatInput | RegenerateReplyInput) -> ChatResult:
    """Ask, wait, and map what is refused."""
    try:
        viewer = require_viewer(info)
        services = info.context.services
        completed = await services.chat.complete(viewer, input.to_service(), take_long=info.context.take_long)
    except TokentillError as error:
        return chat_refusal(error)
    return ChatCompleted.of(completed)


async def reply_events(
    info: Info, input: ChatInput | RegenerateReplyInput, after_index: int, after_attempt: int | None
) -> AsyncGenerator[ChatStreamEvent, None]:
    """Stream, and map what is refused to a last event."""
    try:
        viewer = require_viewer(info)
        info.context.outlive_token()  # a reply that has begun is read to its end
        stream = info.context.services.chat.stream(viewer, input.to_service(), after_index, after_attempt)
        async with aclosing(stream) as events:
            async for event in events:
                yield chat_event(event)
    except TokentillError as error:
        yield chat_refusal(error)
