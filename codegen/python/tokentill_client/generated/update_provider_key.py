from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProviderKeyStatus


class UpdateProviderKey(BaseModel):
    update_provider_key: Union[
        "UpdateProviderKeyUpdateProviderKeyOperationRefused",
        "UpdateProviderKeyUpdateProviderKeyProviderKeyUpdated",
    ] = Field(discriminator="typename__")


class UpdateProviderKeyUpdateProviderKeyOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str


class UpdateProviderKeyUpdateProviderKeyProviderKeyUpdated(BaseModel):
    typename__: Literal["ProviderKeyUpdated"] = Field(alias="__typename")
    provider_key: "UpdateProviderKeyUpdateProviderKeyProviderKeyUpdatedProviderKey"


class UpdateProviderKeyUpdateProviderKeyProviderKeyUpdatedProviderKey(BaseModel):
    id: str
    name: str
    status: ProviderKeyStatus
    enabled: bool
    cost_per_mille: int
    requests_per_day: Optional[int]


UpdateProviderKey.model_rebuild()
UpdateProviderKeyUpdateProviderKeyProviderKeyUpdated.model_rebuild()
