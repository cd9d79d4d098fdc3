"""`flagMessage`: mark a message for an admin to look at."""

import strawberry

from schema.context import Info, require_viewer
from schema.errors import OperationRefused
from schema.moderation import FlaggedMessage, FlagMessageInput, FlagMessageResult
from services.errors import TokentillError

__all__ = ["flag_message"]


@strawberry.mutation(
    description="Mark a message of a conversation that the caller sees, a person's or a model's, for an admin to look "
    "at. The first flag of a message stays."
)
async def flag_message(info: Info, input: FlagMessageInput) -> FlagMessageResult:
    """Flag it, and map what is refused."""
    try:
        viewer = require_viewer(info)
        message = await info.context.services.moderation.flag(viewer.user_id, input.message_id, input.reason)
    except TokentillError as error:
        return OperationRefused.of(error)
    return FlaggedMessage.of(message)
