from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import AutoTopUpState


class SetAutoTopUp(BaseModel):
    set_auto_top_up: Union[
        "SetAutoTopUpSetAutoTopUpAutoTopUpSaved",
        "SetAutoTopUpSetAutoTopUpOperationRefused",
    ] = Field(discriminator="typename__")


class SetAutoTopUpSetAutoTopUpAutoTopUpSaved(BaseModel):
    typename__: Literal["AutoTopUpSaved"] = Field(alias="__typename")
    auto_top_up: "SetAutoTopUpSetAutoTopUpAutoTopUpSavedAutoTopUp"


class SetAutoTopUpSetAutoTopUpAutoTopUpSavedAutoTopUp(BaseModel):
    state: AutoTopUpState
    reason: Optional[str]
    monthly_cap: "SetAutoTopUpSetAutoTopUpAutoTopUpSavedAutoTopUpMonthlyCap"
    spent_this_month: "SetAutoTopUpSetAutoTopUpAutoTopUpSavedAutoTopUpSpentThisMonth"


class SetAutoTopUpSetAutoTopUpAutoTopUpSavedAutoTopUpMonthlyCap(BaseModel):
    formatted: str


class SetAutoTopUpSetAutoTopUpAutoTopUpSavedAutoTopUpSpentThisMonth(BaseModel):
    formatted: str


class SetAutoTopUpSetAutoTopUpOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


SetAutoTopUp.model_rebuild()
SetAutoTopUpSetAutoTopUpAutoTopUpSaved.model_rebuild()
SetAutoTopUpSetAutoTopUpAutoTopUpSavedAutoTopUp.model_rebuild()
