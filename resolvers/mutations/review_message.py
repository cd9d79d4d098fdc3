"""`reviewMessage`: for admins."""

import strawberry

from schema.context import Info, require_admin
from schema.moderation import FlaggedMessage, MessageReviewed, ReviewMessageInput, ReviewMessageResult

__all__ = ["review_message"]


@strawberry.mutation(
    description="Let a flagged message stand, or remove a message: its text and attachments are gone for everybody, "
    "for good. What it cost stands. For admins."
)
async def review_message(info: Info, input: ReviewMessageInput) -> ReviewMessageResult:
    """Decide."""
    admin = require_admin(info)
    decision = input.decision.to_service()
    moderation = info.context.services.moderation
    reviewed = await moderation.review(admin.user_id, input.message_id, decision, input.reason)
    return MessageReviewed(reviewed=FlaggedMessage.of(reviewed))
