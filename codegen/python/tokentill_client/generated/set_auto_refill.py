from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import AutoRefillChoice, AutoRefillMode, AutoRefillUnit


class SetAutoRefill(BaseModel):
    set_auto_refill: Union[
        "SetAutoRefillSetAutoRefillAutoRefillSet",
        "SetAutoRefillSetAutoRefillOperationRefused",
    ] = Field(discriminator="typename__")


class SetAutoRefillSetAutoRefillAutoRefillSet(BaseModel):
    typename__: Literal["AutoRefillSet"] = Field(alias="__typename")
    auto_refill: "SetAutoRefillSetAutoRefillAutoRefillSetAutoRefill"


class SetAutoRefillSetAutoRefillAutoRefillSetAutoRefill(BaseModel):
    enabled: bool
    choice: AutoRefillChoice
    interval: Optional[int]
    unit: Optional[AutoRefillUnit]
    amount: Optional[int]
    mode: Optional[AutoRefillMode]
    cap: Optional[int]
    time_zone: Optional[str]
    last_refill_at: Optional[datetime]
    next_refill_at: Optional[datetime]


class SetAutoRefillSetAutoRefillOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str


SetAutoRefill.model_rebuild()
SetAutoRefillSetAutoRefillAutoRefillSet.model_rebuild()
