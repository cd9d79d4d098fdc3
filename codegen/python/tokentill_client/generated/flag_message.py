from datetime import datetime
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class FlagMessage(BaseModel):
    flag_message: Union[
        "FlagMessageFlagMessageMessageFlag", "FlagMessageFlagMessageOperationRefused"
    ] = Field(discriminator="typename__")


class FlagMessageFlagMessageMessageFlag(BaseModel):
    typename__: Literal["MessageFlag"] = Field(alias="__typename")
    message_id: str
    reason: str
    flagged_at: datetime


class FlagMessageFlagMessageOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


FlagMessage.model_rebuild()
