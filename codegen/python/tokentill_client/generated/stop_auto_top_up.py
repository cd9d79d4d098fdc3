from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import AutoTopUpState


class StopAutoTopUp(BaseModel):
    stop_auto_top_up: Union[
        "StopAutoTopUpStopAutoTopUpAutoTopUpSaved",
        "StopAutoTopUpStopAutoTopUpOperationRefused",
    ] = Field(discriminator="typename__")


class StopAutoTopUpStopAutoTopUpAutoTopUpSaved(BaseModel):
    typename__: Literal["AutoTopUpSaved"] = Field(alias="__typename")
    auto_top_up: "StopAutoTopUpStopAutoTopUpAutoTopUpSavedAutoTopUp"


class StopAutoTopUpStopAutoTopUpAutoTopUpSavedAutoTopUp(BaseModel):
    state: AutoTopUpState


class StopAutoTopUpStopAutoTopUpOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


StopAutoTopUp.model_rebuild()
StopAutoTopUpStopAutoTopUpAutoTopUpSaved.model_rebuild()
