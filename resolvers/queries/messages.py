"""`messages`: the messages of a conversation."""

from typing import Annotated

import strawberry

from schema.context import Info, require_viewer
from schema.message import Message
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request
from services.chat.conversations import message_position

__all__ = ["messages"]


@strawberry.field(
    description="The messages of the branch that a conversation which the caller sees shows, the oldest first unless "
    "`newestFirst`."
)
async def messages(
    info: Info,
    conversation_id: Annotated[strawberry.ID, strawberry.argument(description="The conversation.")],
    first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
    after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
    through_id: Annotated[
        strawberry.ID | None,
        strawberry.argument(description="A message of the conversation: the branch that it was written in is read."),
    ] = None,
    newest_first: Annotated[
        bool | None,
        strawberry.argument(description="True: begin at the end and page towards the beginning, as a chat is read."),
    ] = None,
) -> Connection[Message]:
    """Read one page."""
    services = info.context.services
    viewer = require_viewer(info)
    request = page_request("messages", first, after, maximum=services.settings.max_page_size)
    page = await services.conversations.messages(
        viewer.user_id, conversation_id, request, through_id, newest_first=bool(newest_first)
    )
    return connection("messages", page, node=Message.of, position=message_position, request=request)
