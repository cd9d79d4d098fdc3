"""`generateTicket`: a structured ticket, made of a description."""

import strawberry

from schema.chat import generation_refusal
from schema.context import Info, require_viewer
from schema.ticket import GenerateTicketInput, GenerateTicketResult, TicketGenerated
from services.errors import TokentillError

__all__ = ["generate_ticket"]


@strawberry.mutation(
    description="Make a ticket of a description, and wait for it. It is held for and charged as a chat; one that "
    "fails, or that has not its form at a second try either (STRUCTURE_INVALID), costs nothing."
)
async def generate_ticket(info: Info, input: GenerateTicketInput) -> GenerateTicketResult:
    """Generate, and map what is refused."""
    try:
        generated = await info.context.services.tickets.generate(
            require_viewer(info),
            input.description,
            idempotency_key=input.idempotency_key,
            model_id=input.model_id,
            team_id=input.team_id,
            take_long=info.context.take_long,
        )
    except TokentillError as error:
        return generation_refusal(error)
    return TicketGenerated.of(generated)
