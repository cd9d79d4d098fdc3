"""`bans`: for admins."""

from typing import Annotated

import strawberry

from schema.ban import Ban
from schema.context import Info, require_admin
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request

__all__ = ["bans"]


@strawberry.field(
    description="Who may not call for a while, because its rate limits were passed again and again. For admins."
)
async def bans(
    info: Info,
    first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
    after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
) -> Connection[Ban]:
    """Read one page."""
    services = info.context.services
    require_admin(info)
    request = page_request("bans", first, after, maximum=services.settings.max_page_size)
    page = await services.rate_limits.bans(request)
    return connection("bans", page, node=Ban.of, position=lambda row: row.id, request=request)
