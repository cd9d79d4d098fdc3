from datetime import datetime
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import TicketPriority


class GenerateTicket(BaseModel):
    generate_ticket: Union[
        "GenerateTicketGenerateTicketInsufficientTokens",
        "GenerateTicketGenerateTicketOperationRefused",
        "GenerateTicketGenerateTicketPaywall",
        "GenerateTicketGenerateTicketTicketGenerated",
    ] = Field(discriminator="typename__")


class GenerateTicketGenerateTicketInsufficientTokens(BaseModel):
    typename__: Literal["InsufficientTokens"] = Field(alias="__typename")
    code: str
    message: str
    suggestion: str
    required: int
    available: int
    balance: "GenerateTicketGenerateTicketInsufficientTokensBalance"
    retryable: bool


class GenerateTicketGenerateTicketInsufficientTokensBalance(BaseModel):
    available: int


class GenerateTicketGenerateTicketOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class GenerateTicketGenerateTicketPaywall(BaseModel):
    typename__: Literal["Paywall"] = Field(alias="__typename")
    model_id: str
    required_plan_id: str
    code: str
    message: str
    retryable: bool


class GenerateTicketGenerateTicketTicketGenerated(BaseModel):
    typename__: Literal["TicketGenerated"] = Field(alias="__typename")
    ticket: "GenerateTicketGenerateTicketTicketGeneratedTicket"
    usage: "GenerateTicketGenerateTicketTicketGeneratedUsage"
    balance: "GenerateTicketGenerateTicketTicketGeneratedBalance"


class GenerateTicketGenerateTicketTicketGeneratedTicket(BaseModel):
    id: str
    title: str
    description: str
    acceptance_criteria: list[str]
    priority: TicketPriority
    labels: list[str]
    model_id: str
    created_at: datetime


class GenerateTicketGenerateTicketTicketGeneratedUsage(BaseModel):
    input_tokens: int
    output_tokens: int
    cost: int


class GenerateTicketGenerateTicketTicketGeneratedBalance(BaseModel):
    available: int
    held: int


GenerateTicket.model_rebuild()
GenerateTicketGenerateTicketInsufficientTokens.model_rebuild()
GenerateTicketGenerateTicketTicketGenerated.model_rebuild()
