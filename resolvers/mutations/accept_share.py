"""`acceptShare`: see a conversation that somebody shares."""

import strawberry

from schema.context import Info, require_viewer
from schema.conversation import Conversation, ConversationResult
from schema.conversation_share import AcceptShareInput

__all__ = ["accept_share"]


@strawberry.mutation(
    description="See a conversation that somebody has invited the caller to. Who sees it already keeps the access that "
    "they have, and the invitation stays good for another."
)
async def accept_share(info: Info, input: AcceptShareInput) -> ConversationResult:
    """Accept it."""
    viewer = require_viewer(info)
    shared = await info.context.services.sharing.accept(viewer.user_id, input.invitation)
    return Conversation.of(shared)
