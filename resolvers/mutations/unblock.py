"""`unblock`: for admins."""

import strawberry

from schema.context import Info, require_admin
from schema.moderation import Unblocked, UnblockInput, UnblockResult

__all__ = ["unblock"]


@strawberry.mutation(description="Take a term or a user off the block list. For admins.")
async def unblock(info: Info, input: UnblockInput) -> UnblockResult:
    """Take it off."""
    admin = require_admin(info)
    await info.context.services.moderation.unblock(admin.user_id, input.block_id)
    return Unblocked(block_id=input.block_id)
