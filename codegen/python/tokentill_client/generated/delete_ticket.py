from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class DeleteTicket(BaseModel):
    delete_ticket: Union[
        "DeleteTicketDeleteTicketOperationRefused",
        "DeleteTicketDeleteTicketTicketDeleted",
    ] = Field(discriminator="typename__")


class DeleteTicketDeleteTicketOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class DeleteTicketDeleteTicketTicketDeleted(BaseModel):
    typename__: Literal["TicketDeleted"] = Field(alias="__typename")
    ticket_id: str


DeleteTicket.model_rebuild()
