"""`tickets`: the caller's tickets."""

from typing import Annotated

import strawberry

from schema.context import Info, require_viewer
from schema.pagination import AFTER_DESCRIPTION, FIRST_DESCRIPTION, Connection, connection, page_request
from schema.ticket import Ticket

__all__ = ["tickets"]


@strawberry.field(description="The caller's tickets, the newest first.")
async def tickets(
    info: Info,
    first: Annotated[int | None, strawberry.argument(description=FIRST_DESCRIPTION)] = None,
    after: Annotated[str | None, strawberry.argument(description=AFTER_DESCRIPTION)] = None,
) -> Connection[Ticket]:
    """Read one page."""
    services = info.context.services
    viewer = require_viewer(info)
    request = page_request("tickets", first, after, maximum=services.settings.max_page_size)
    page = await services.tickets.page(viewer.user_id, request)
    return connection("tickets", page, node=Ticket.of, position=lambda row: row.id, request=request)
