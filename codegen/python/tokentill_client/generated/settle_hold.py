from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class SettleHold(BaseModel):
    settle_hold: Union[
        "SettleHoldSettleHoldHoldSettled", "SettleHoldSettleHoldOperationRefused"
    ] = Field(discriminator="typename__")


class SettleHoldSettleHoldHoldSettled(BaseModel):
    typename__: Literal["HoldSettled"] = Field(alias="__typename")
    cost: int
    returned: int
    balance: "SettleHoldSettleHoldHoldSettledBalance"


class SettleHoldSettleHoldHoldSettledBalance(BaseModel):
    available: int
    held: int


class SettleHoldSettleHoldOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str


SettleHold.model_rebuild()
SettleHoldSettleHoldHoldSettled.model_rebuild()
