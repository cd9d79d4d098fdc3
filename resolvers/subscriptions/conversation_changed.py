"""`conversationChanged`: what becomes of the caller's conversations."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated

import strawberry

from schema.context import Info, require_viewer
from schema.conversation_change import ConversationChange

__all__ = ["conversation_changed"]


@strawberry.subscription(
    description="Changes of a conversation, or of all that the caller sees, made on any server. Begins with "
    "`READ_AGAIN`, which also comes when changes were missed, by a slow reader for instance. That of one conversation "
    "ends with `UNSHARED` or `DELETED` when the caller does not see it any more."
)
async def conversation_changed(
    info: Info,
    conversation_id: Annotated[
        strawberry.ID | None,
        strawberry.argument(
            description="A conversation that the caller sees. Null: all of them, and those that come to be."
        ),
    ] = None,
) -> AsyncGenerator[ConversationChange, None]:
    """Watch."""
    viewer = require_viewer(info)
    changes = info.context.services.conversation_feed.watch(viewer.user_id, conversation_id)
    async with aclosing(changes) as told:
        async for change in told:
            yield ConversationChange.of(change)
