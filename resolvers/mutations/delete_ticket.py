"""`deleteTicket`: remove a ticket."""

import strawberry

from schema.context import Info, require_viewer
from schema.ticket import DeleteTicketInput, DeleteTicketResult, TicketDeleted

__all__ = ["delete_ticket"]


@strawberry.mutation(
    description="Remove one of the caller's tickets for good; links to its files end. Its charge stays. One that was "
    "removed before is NOT_FOUND."
)
async def delete_ticket(info: Info, input: DeleteTicketInput) -> DeleteTicketResult:
    """Remove it."""
    await info.context.services.tickets.delete(require_viewer(info).user_id, input.ticket_id)
    return TicketDeleted(ticket_id=input.ticket_id)
