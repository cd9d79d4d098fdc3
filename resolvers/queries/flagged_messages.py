"""`flaggedMessages`: for admins."""

from typing import Annotated

import strawberry

from schema.context import Info
from schema.moderation import FlaggedMessage
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request

__all__ = ["flagged_messages"]


@strawberry.field(description="Messages that users have flagged, the newest first. For admins.")
async def flagged_messages(
    info: Info,
    first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
    after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
) -> Connection[FlaggedMessage]:
    """Read one page."""
    services = info.context.services
    request = page_request("flaggedMessages", first, after, maximum=services.settings.max_page_size)
    page = await services.moderation.flagged(request)
    return connection("flaggedMessages", page, node=FlaggedMessage.of, position=lambda row: row.id, request=request)
