"""`chatStream`: a message to a model, and its reply as it is written."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated

import strawberry

from schema.chat import ChatInput, ChatStreamEvent, chat_event, chat_refusal
from schema.context import Info, require_viewer
from services.errors import TokentillError

__all__ = ["chat_stream"]


@strawberry.subscription(
    description="Send a message and read the reply as it is written. The generation does not depend on the "
    "connection: subscribe again with the same key and input to go on reading, also after its end."
)
async def chat_stream(
    info: Info,
    input: ChatInput,
    after_index: Annotated[
        int,
        strawberry.argument(
            description="Text from this offset on only: the `nextIndex` of the last delta that arrived. 0: all."
        ),
    ] = 0,
    after_attempt: Annotated[
        int | None,
        strawberry.argument(
            description="The `attempt` of the last `ChatStarted` that arrived, to which `afterIndex` belongs. Where "
            "another attempt is found, all of its text is sent, from index 0. Null: the first attempt."
        ),
    ] = None,
) -> AsyncGenerator[ChatStreamEvent, None]:
    """Stream, and map what is refused to a last event."""
    try:
        viewer = require_viewer(info)
        info.context.outlive_token()  # a reply that has begun is read to its end
        request = input.to_service()
        stream = info.context.services.chat.stream(viewer, request, after_index, after_attempt)
        async with aclosing(stream) as events:
            async for event in events:
                yield chat_event(event)
    except TokentillError as error:
        yield chat_refusal(error)
