from datetime import datetime

from .base_model import BaseModel


class TicketExport(BaseModel):
    ticket_export: "TicketExportTicketExport"


class TicketExportTicketExport(BaseModel):
    url: str
    expires_at: datetime


TicketExport.model_rebuild()
