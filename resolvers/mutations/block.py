"""`block`: for admins."""

import strawberry

from schema.context import Info, require_admin
from schema.moderation import Block, Blocked, BlockInput, BlockResult

__all__ = ["block"]


@strawberry.mutation(
    description="Put a term or a user on the block list, which every message is held against before it is sent. What "
    "stands there already stays. For admins."
)
async def block(info: Info, input: BlockInput) -> BlockResult:
    """Block it."""
    admin = require_admin(info)
    row = await info.context.services.moderation.block(admin.user_id, input.kind.to_model(), input.value)
    return Blocked(block=Block.of(row))
