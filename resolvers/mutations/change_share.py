"""`changeShare`: another access for a person."""

import strawberry

from schema.context import Info, require_viewer
from schema.conversation_share import ChangeShareInput, ChangeShareResult, ConversationShare

__all__ = ["change_share"]


@strawberry.mutation(
    description="Let a person read only, or take part. A reply that is being written for who may not take part "
    "any more is stopped, and not stored."
)
async def change_share(info: Info, input: ChangeShareInput) -> ChangeShareResult:
    """Change it."""
    viewer = require_viewer(info)
    share = await info.context.services.sharing.change(viewer.user_id, input.share_id, input.access.to_model())
    return ConversationShare.of(share)
