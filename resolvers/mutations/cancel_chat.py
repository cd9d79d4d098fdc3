"""`cancelChat`: end a running chat early."""

import strawberry

from schema.chat import CancelChatInput, CancelChatResult, ChatCancelRequested
from schema.context import Info, require_viewer

__all__ = ["cancel_chat"]


@strawberry.mutation(
    description="Stop a chat or stream of the caller's that still runs. What it delivered is stored and charged, the "
    "rest of its hold returns. Code NOT_FOUND when none runs under the key, also when it has just ended."
)
async def cancel_chat(info: Info, input: CancelChatInput) -> CancelChatResult:
    """Ask for its end."""
    viewer = require_viewer(info)
    await info.context.services.chat.cancel(viewer, input.idempotency_key)
    return ChatCancelRequested(idempotency_key=input.idempotency_key)
