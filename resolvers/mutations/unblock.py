"""`unblock`: for admins."""

import strawberry

from schema.context import Info, require_admin
from schema.errors import OperationRefused
from schema.moderation import Unblocked, UnblockInput, UnblockResult
from services.errors import TokentillError

__all__ = ["unblock"]


@strawberry.mutation(description="Take a term or a user off the block list. For admins.")
async def unblock(info: Info, input: UnblockInput) -> UnblockResult:
    """Take it off, and map what is refused."""
    try:
        admin = require_admin(info)
        await info.context.services.moderation.unblock(admin.user_id, input.block_id)
    except TokentillError as error:
        return OperationRefused.of(error)
    return Unblocked(block_id=input.block_id)
