"""`conversations`: the caller's conversations."""

from typing import Annotated

import strawberry

from schema.context import Info, require_viewer
from schema.conversation import Conversation
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request
from services.chat.conversations import conversation_position

__all__ = ["conversations"]


@strawberry.field(
    description="The caller's conversations, their own and those that are shared with them, the last used first."
)
async def conversations(
    info: Info,
    first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
    after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
    search: Annotated[
        str | None,
        strawberry.argument(
            description="Only those with every one of these words in their title or in one of their messages; at most "
            "100 characters and 10 words. Chinese, Japanese and Korean need no spaces."
        ),
    ] = None,
    shared: Annotated[
        bool | None,
        strawberry.argument(
            description="True: only those that others share with the caller. False: only the caller's own."
        ),
    ] = None,
) -> Connection[Conversation]:
    """Read one page."""
    services = info.context.services
    viewer = require_viewer(info)
    request = page_request("conversations", first, after, maximum=services.settings.max_page_size)
    page = await services.conversations.page(viewer.user_id, request, search, shared=shared)
    return connection("conversations", page, node=Conversation.of, position=conversation_position, request=request)
