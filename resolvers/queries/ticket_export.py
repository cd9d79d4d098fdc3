"""`ticketExport`: a link to one of the caller's tickets as a file."""

from typing import Annotated

import strawberry

from schema.context import Info, require_viewer
from schema.ticket import TicketExport, TicketFormat

__all__ = ["ticket_export"]


@strawberry.field(description="A link to one of the caller's tickets as Markdown, JSON or PDF.")
async def ticket_export(
    info: Info,
    ticket_id: Annotated[strawberry.ID, strawberry.argument(description="The ticket's id.")],
    format: Annotated[TicketFormat, strawberry.argument(description="What kind of file.")],
) -> TicketExport:
    """Sign a link."""
    viewer = require_viewer(info)
    return TicketExport.of(await info.context.services.tickets.offer(viewer, ticket_id, format.to_service()))
