from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class RemoveModelOverride(BaseModel):
    remove_model_override: Union[
        "RemoveModelOverrideRemoveModelOverrideModelOverrideRemoved",
        "RemoveModelOverrideRemoveModelOverrideOperationRefused",
    ] = Field(discriminator="typename__")


class RemoveModelOverrideRemoveModelOverrideModelOverrideRemoved(BaseModel):
    typename__: Literal["ModelOverrideRemoved"] = Field(alias="__typename")
    model_id: str
    listed: bool


class RemoveModelOverrideRemoveModelOverrideOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str


RemoveModelOverride.model_rebuild()
