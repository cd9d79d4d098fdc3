"""`changeShare`: another access for a person."""

import strawberry

from schema.context import Info, require_viewer
from schema.conversation_share import ChangeShareInput, ChangeShareResult, ConversationShare
from schema.errors import OperationRefused
from services.errors import TokentillError

__all__ = ["change_share"]


@strawberry.mutation(
    description="Let a person read only, or take part. A reply that is being written for who may not take part "
    "any more is stopped, and not stored."
)
async def change_share(info: Info, input: ChangeShareInput) -> ChangeShareResult:
    """Change it, and map what is refused."""
    try:
        viewer = require_viewer(info)
        share = await info.context.services.sharing.change(viewer.user_id, input.share_id, input.access.to_model())
    except TokentillError as error:
        return OperationRefused.of(error)
    return ConversationShare.of(share)
