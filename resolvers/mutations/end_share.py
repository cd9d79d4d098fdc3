"""`endShare`: end access to a conversation."""

import strawberry

from schema.context import Info, require_viewer
from schema.conversation_share import EndShareInput, EndShareResult, ShareEnded

__all__ = ["end_share"]


@strawberry.mutation(
    description="End a person's access to one of the caller's own conversations, or take an invitation back. What they "
    "wrote stays in it; a reply that is being written for them is stopped, and not stored. Repeating it is no error."
)
async def end_share(info: Info, input: EndShareInput) -> EndShareResult:
    """End it."""
    viewer = require_viewer(info)
    await info.context.services.sharing.end(viewer.user_id, input.share_id)
    return ShareEnded(share_id=input.share_id)
