"""`blocks`: for admins."""

from typing import Annotated

import strawberry

from schema.context import Info
from schema.moderation import Block
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request

__all__ = ["blocks"]


@strawberry.field(description="The block list, the newest first. For admins.")
async def blocks(
    info: Info,
    first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
    after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
) -> Connection[Block]:
    """Read one page."""
    services = info.context.services
    request = page_request("blocks", first, after, maximum=services.settings.max_page_size)
    page = await services.moderation.blocks(request)
    return connection("blocks", page, node=Block.of, position=lambda row: row.id, request=request)
