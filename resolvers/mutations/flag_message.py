"""`flagMessage`: put a message before an admin."""

import strawberry

from schema.context import Info, require_viewer
from schema.moderation import FlagMessageInput, FlagMessageResult, MessageFlag

__all__ = ["flag_message"]


@strawberry.mutation(
    description="Mark a message of a conversation that the caller sees, a person's or a model's, for an admin to look "
    "at. A caller's first flag of a message stays; each may flag 50 messages a day."
)
async def flag_message(info: Info, input: FlagMessageInput) -> FlagMessageResult:
    """Flag it."""
    viewer = require_viewer(info)
    category = input.category.to_model()
    flag = await info.context.services.moderation.flag(viewer.user_id, input.message_id, category, input.reason)
    return MessageFlag.of(flag)
