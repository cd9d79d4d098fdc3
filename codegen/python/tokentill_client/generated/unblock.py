from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class Unblock(BaseModel):
    unblock: Union["UnblockUnblockOperationRefused", "UnblockUnblockUnblocked"] = Field(
        discriminator="typename__"
    )


class UnblockUnblockOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class UnblockUnblockUnblocked(BaseModel):
    typename__: Literal["Unblocked"] = Field(alias="__typename")
    block_id: str


Unblock.model_rebuild()
