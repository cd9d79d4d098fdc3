from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel


class SetModelOverride(BaseModel):
    set_model_override: Union[
        "SetModelOverrideSetModelOverrideModelOverrideSet",
        "SetModelOverrideSetModelOverrideOperationRefused",
    ] = Field(discriminator="typename__")


class SetModelOverrideSetModelOverrideModelOverrideSet(BaseModel):
    typename__: Literal["ModelOverrideSet"] = Field(alias="__typename")
    override: "SetModelOverrideSetModelOverrideModelOverrideSetOverride"


class SetModelOverrideSetModelOverrideModelOverrideSetOverride(BaseModel):
    model_id: str
    listed: bool
    hidden: bool
    premium: bool
    name: Optional[str]
    factor_per_mille: Optional[int]
    margin_per_mille: Optional[int]
    rates: Optional["SetModelOverrideSetModelOverrideModelOverrideSetOverrideRates"]


class SetModelOverrideSetModelOverrideModelOverrideSetOverrideRates(BaseModel):
    input: int
    output: int


class SetModelOverrideSetModelOverrideOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str


SetModelOverride.model_rebuild()
SetModelOverrideSetModelOverrideModelOverrideSet.model_rebuild()
SetModelOverrideSetModelOverrideModelOverrideSetOverride.model_rebuild()
