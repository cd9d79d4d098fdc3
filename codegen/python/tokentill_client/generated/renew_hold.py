from datetime import datetime
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class RenewHold(BaseModel):
    renew_hold: Union[
        "RenewHoldRenewHoldHoldRenewed", "RenewHoldRenewHoldOperationRefused"
    ] = Field(discriminator="typename__")


class RenewHoldRenewHoldHoldRenewed(BaseModel):
    typename__: Literal["HoldRenewed"] = Field(alias="__typename")
    hold: "RenewHoldRenewHoldHoldRenewedHold"


class RenewHoldRenewHoldHoldRenewedHold(BaseModel):
    id: str
    amount: int
    expires_at: datetime


class RenewHoldRenewHoldOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str


RenewHold.model_rebuild()
RenewHoldRenewHoldHoldRenewed.model_rebuild()
