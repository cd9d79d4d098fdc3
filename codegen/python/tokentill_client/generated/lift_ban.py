from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class LiftBan(BaseModel):
    lift_ban: Union["LiftBanLiftBanBanLifted", "LiftBanLiftBanOperationRefused"] = (
        Field(discriminator="typename__")
    )


class LiftBanLiftBanBanLifted(BaseModel):
    typename__: Literal["BanLifted"] = Field(alias="__typename")
    ban_id: str


class LiftBanLiftBanOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


LiftBan.model_rebuild()
