"""`conversation`: one conversation."""

from typing import Annotated

import strawberry

from schema.context import Info, require_viewer
from schema.conversation import Conversation

__all__ = ["conversation"]


@strawberry.field(description="A conversation that the caller sees, their own or one that is shared with them.")
async def conversation(
    info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="Its id.")]
) -> Conversation:
    """Read it."""
    viewer = require_viewer(info)
    return Conversation.of(await info.context.services.conversations.get(viewer.user_id, id))
