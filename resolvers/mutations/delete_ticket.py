"""`deleteTicket`: remove a ticket."""

import strawberry

from schema.context import Info, require_viewer
from schema.errors import OperationRefused
from schema.ticket import DeleteTicketInput, DeleteTicketResult, TicketDeleted
from services.errors import TokentillError

__all__ = ["delete_ticket"]


@strawberry.mutation(
    description="Remove one of the caller's tickets for good; links to its files end. Its charge stays. One that was "
    "removed before is NOT_FOUND."
)
async def delete_ticket(info: Info, input: DeleteTicketInput) -> DeleteTicketResult:
    """Remove it, and map what is refused."""
    try:
        await info.context.services.tickets.delete(require_viewer(info).user_id, input.ticket_id)
    except TokentillError as error:
        return OperationRefused.of(error)
    return TicketDeleted(ticket_id=input.ticket_id)
