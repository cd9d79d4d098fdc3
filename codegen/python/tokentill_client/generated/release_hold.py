from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class ReleaseHold(BaseModel):
    release_hold: Union[
        "ReleaseHoldReleaseHoldHoldReleased", "ReleaseHoldReleaseHoldOperationRefused"
    ] = Field(discriminator="typename__")


class ReleaseHoldReleaseHoldHoldReleased(BaseModel):
    typename__: Literal["HoldReleased"] = Field(alias="__typename")
    returned: int
    balance: "ReleaseHoldReleaseHoldHoldReleasedBalance"


class ReleaseHoldReleaseHoldHoldReleasedBalance(BaseModel):
    available: int
    held: int


class ReleaseHoldReleaseHoldOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str


ReleaseHold.model_rebuild()
ReleaseHoldReleaseHoldHoldReleased.model_rebuild()
