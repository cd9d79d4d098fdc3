from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import PricePolicy, TicketPriority, UsageCounter


class Tickets(BaseModel):
    tickets: "TicketsTickets"


class TicketsTickets(BaseModel):
    edges: list["TicketsTicketsEdges"]
    page_info: "TicketsTicketsPageInfo"


class TicketsTicketsEdges(BaseModel):
    node: "TicketsTicketsEdgesNode"


class TicketsTicketsEdgesNode(BaseModel):
    id: str
    title: str
    priority: TicketPriority
    labels: list[str]
    acceptance_criteria: list[str]
    created_at: datetime
    usage: "TicketsTicketsEdgesNodeUsage"


class TicketsTicketsEdgesNodeUsage(BaseModel):
    input_tokens: int
    output_tokens: int
    cost: int
    counted_by: Optional[UsageCounter]
    pricing: Optional["TicketsTicketsEdgesNodeUsagePricing"]


class TicketsTicketsEdgesNodeUsagePricing(BaseModel):
    input: int
    output: int
    version: str
    policy: Optional[PricePolicy]


class TicketsTicketsPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


Tickets.model_rebuild()
TicketsTickets.model_rebuild()
TicketsTicketsEdges.model_rebuild()
TicketsTicketsEdgesNode.model_rebuild()
TicketsTicketsEdgesNodeUsage.model_rebuild()
