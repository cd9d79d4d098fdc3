from datetime import datetime
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class Claim(BaseModel):
    claim: Union[
        "ClaimClaimClaimSucceeded",
        "ClaimClaimClaimTooEarly",
        "ClaimClaimOperationRefused",
    ] = Field(discriminator="typename__")


class ClaimClaimClaimSucceeded(BaseModel):
    typename__: Literal["ClaimSucceeded"] = Field(alias="__typename")
    amount: int
    next_claim_at: datetime
    balance: "ClaimClaimClaimSucceededBalance"


class ClaimClaimClaimSucceededBalance(BaseModel):
    available: int


class ClaimClaimClaimTooEarly(BaseModel):
    typename__: Literal["ClaimTooEarly"] = Field(alias="__typename")
    code: str
    message: str
    next_claim_at: datetime
    seconds_left: int


class ClaimClaimOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str


Claim.model_rebuild()
ClaimClaimClaimSucceeded.model_rebuild()
