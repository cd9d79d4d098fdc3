from .base_model import BaseModel


class TicketLimits(BaseModel):
    ticket_limits: "TicketLimitsTicketLimits"


class TicketLimitsTicketLimits(BaseModel):
    description_characters: int
    title_characters: int
    acceptance_criteria: int
    labels: int
    preferred_model_id: str


TicketLimits.model_rebuild()
