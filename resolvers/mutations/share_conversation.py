"""`shareConversation`: offer a conversation to one more person."""

import strawberry

from schema.context import Info, require_viewer
from schema.conversation_share import (
    ConversationShare,
    ConversationShared,
    ShareConversationInput,
    ShareConversationResult,
)

__all__ = ["share_conversation"]


@strawberry.mutation(
    description="Invite one person to read one of the caller's own conversations, or to take part. Whoever accepts the "
    "invitation first has access; it is told to nobody but the caller."
)
async def share_conversation(info: Info, input: ShareConversationInput) -> ShareConversationResult:
    """Offer it."""
    viewer = require_viewer(info)
    sharing = info.context.services.sharing
    share = await sharing.share(viewer.user_id, input.conversation_id, input.access.to_model(), input.idempotency_key)
    return ConversationShared(share=ConversationShare.of(share), invitation=sharing.invitation(share))
