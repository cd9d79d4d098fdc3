from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel


class UnlinkProvider(BaseModel):
    unlink_provider: Union[
        "UnlinkProviderUnlinkProviderLinkedProviders",
        "UnlinkProviderUnlinkProviderOperationRefused",
    ] = Field(discriminator="typename__")


class UnlinkProviderUnlinkProviderLinkedProviders(BaseModel):
    typename__: Literal["LinkedProviders"] = Field(alias="__typename")
    providers: list["UnlinkProviderUnlinkProviderLinkedProvidersProviders"]


class UnlinkProviderUnlinkProviderLinkedProvidersProviders(BaseModel):
    provider: str
    email: Optional[str]
    linked_at: datetime


class UnlinkProviderUnlinkProviderOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


UnlinkProvider.model_rebuild()
UnlinkProviderUnlinkProviderLinkedProviders.model_rebuild()
