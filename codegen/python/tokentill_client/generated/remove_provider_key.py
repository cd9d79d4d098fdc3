from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class RemoveProviderKey(BaseModel):
    remove_provider_key: Union[
        "RemoveProviderKeyRemoveProviderKeyOperationRefused",
        "RemoveProviderKeyRemoveProviderKeyProviderKeyRemoved",
    ] = Field(discriminator="typename__")


class RemoveProviderKeyRemoveProviderKeyOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str


class RemoveProviderKeyRemoveProviderKeyProviderKeyRemoved(BaseModel):
    typename__: Literal["ProviderKeyRemoved"] = Field(alias="__typename")
    key_id: str


RemoveProviderKey.model_rebuild()
