from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProviderKeyStatus


class AddProviderKey(BaseModel):
    add_provider_key: Union[
        "AddProviderKeyAddProviderKeyOperationRefused",
        "AddProviderKeyAddProviderKeyProviderKeyAdded",
    ] = Field(discriminator="typename__")


class AddProviderKeyAddProviderKeyOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str


class AddProviderKeyAddProviderKeyProviderKeyAdded(BaseModel):
    typename__: Literal["ProviderKeyAdded"] = Field(alias="__typename")
    provider_key: "AddProviderKeyAddProviderKeyProviderKeyAddedProviderKey"


class AddProviderKeyAddProviderKeyProviderKeyAddedProviderKey(BaseModel):
    id: str
    provider: str
    name: str
    masked_key: str
    status: ProviderKeyStatus
    enabled: bool
    cost_per_mille: int


AddProviderKey.model_rebuild()
AddProviderKeyAddProviderKeyProviderKeyAdded.model_rebuild()
