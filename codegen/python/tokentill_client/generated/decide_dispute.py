from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class DecideDispute(BaseModel):
    decide_dispute: Union[
        "DecideDisputeDecideDisputeDisputeDecided",
        "DecideDisputeDecideDisputeOperationRefused",
    ] = Field(discriminator="typename__")


class DecideDisputeDecideDisputeDisputeDecided(BaseModel):
    typename__: Literal["DisputeDecided"] = Field(alias="__typename")
    dispute_id: str
    tokens_taken_back: int


class DecideDisputeDecideDisputeOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


DecideDispute.model_rebuild()
