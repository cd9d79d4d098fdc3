from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class EndShare(BaseModel):
    end_share: Union[
        "EndShareEndShareOperationRefused", "EndShareEndShareShareEnded"
    ] = Field(discriminator="typename__")


class EndShareEndShareOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class EndShareEndShareShareEnded(BaseModel):
    typename__: Literal["ShareEnded"] = Field(alias="__typename")
    share_id: str


EndShare.model_rebuild()
