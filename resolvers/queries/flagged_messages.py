"""`flaggedMessages`: what waits for admins, and what they have decided. For admins."""

from typing import Annotated

import strawberry

from schema.context import Info
from schema.moderation import FlaggedMessage, MessageReviewState
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request
from services.moderation.queue import queue_position

__all__ = ["flagged_messages"]

_STATE = "Only those in this state."


@strawberry.field(
    description="Messages that users have flagged, or admins have removed, the longest in this state first. For admins."
)
async def flagged_messages(
    info: Info,
    first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
    after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
    state: Annotated[MessageReviewState, strawberry.argument(description=_STATE)] = MessageReviewState.OPEN,
) -> Connection[FlaggedMessage]:
    """Read one page."""
    services = info.context.services
    name = f"flaggedMessages-{state.name}"
    request = page_request(name, first, after, maximum=services.settings.max_page_size)
    page = await services.moderation.queue(state.to_model(), request)
    return connection(name, page, node=FlaggedMessage.of, position=queue_position, request=request)
