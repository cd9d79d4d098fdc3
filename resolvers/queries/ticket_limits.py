"""`ticketLimits`: what tickets are bounded by. Open to everyone."""

import strawberry

from schema.ticket import TicketLimits
from services.tickets import form

__all__ = ["ticket_limits"]


@strawberry.field(description="What a ticket and the description that it is made of are bounded by. Open to everyone.")
def ticket_limits() -> TicketLimits:
    """Tell the bounds."""
    return TicketLimits(
        description_characters=form.MOST_ASKED_CHARACTERS,
        title_characters=form.MOST_TITLE_CHARACTERS,
        acceptance_criteria=form.MOST_CRITERIA,
        labels=form.MOST_LABELS,
        preferred_model_id=strawberry.ID(form.PREFERRED_MODEL),
    )
