from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class SetBalance(BaseModel):
    set_balance: Union[
        "SetBalanceSetBalanceBalanceAdjusted", "SetBalanceSetBalanceOperationRefused"
    ] = Field(discriminator="typename__")


class SetBalanceSetBalanceBalanceAdjusted(BaseModel):
    typename__: Literal["BalanceAdjusted"] = Field(alias="__typename")
    action_id: str
    available_before: int
    balance: "SetBalanceSetBalanceBalanceAdjustedBalance"


class SetBalanceSetBalanceBalanceAdjustedBalance(BaseModel):
    available: int
    free: int
    purchased: int
    held: int
    debt: int


class SetBalanceSetBalanceOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


SetBalance.model_rebuild()
SetBalanceSetBalanceBalanceAdjusted.model_rebuild()
