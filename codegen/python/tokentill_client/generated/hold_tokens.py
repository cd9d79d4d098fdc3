from datetime import datetime
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class HoldTokens(BaseModel):
    hold_tokens: Union[
        "HoldTokensHoldTokensInsufficientTokens",
        "HoldTokensHoldTokensOperationRefused",
        "HoldTokensHoldTokensTokensHeld",
    ] = Field(discriminator="typename__")


class HoldTokensHoldTokensInsufficientTokens(BaseModel):
    typename__: Literal["InsufficientTokens"] = Field(alias="__typename")
    required: int
    available: int
    suggestion: str
    code: str
    message: str


class HoldTokensHoldTokensOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str


class HoldTokensHoldTokensTokensHeld(BaseModel):
    typename__: Literal["TokensHeld"] = Field(alias="__typename")
    hold: "HoldTokensHoldTokensTokensHeldHold"
    balance: "HoldTokensHoldTokensTokensHeldBalance"


class HoldTokensHoldTokensTokensHeldHold(BaseModel):
    id: str
    amount: int
    expires_at: datetime


class HoldTokensHoldTokensTokensHeldBalance(BaseModel):
    available: int
    held: int


HoldTokens.model_rebuild()
HoldTokensHoldTokensTokensHeld.model_rebuild()
