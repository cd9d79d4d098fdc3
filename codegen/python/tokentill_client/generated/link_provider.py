from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel


class LinkProvider(BaseModel):
    link_provider: Union[
        "LinkProviderLinkProviderLinkedProviders",
        "LinkProviderLinkProviderOperationRefused",
    ] = Field(discriminator="typename__")


class LinkProviderLinkProviderLinkedProviders(BaseModel):
    typename__: Literal["LinkedProviders"] = Field(alias="__typename")
    providers: list["LinkProviderLinkProviderLinkedProvidersProviders"]


class LinkProviderLinkProviderLinkedProvidersProviders(BaseModel):
    provider: str
    email: Optional[str]
    linked_at: datetime


class LinkProviderLinkProviderOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


LinkProvider.model_rebuild()
LinkProviderLinkProviderLinkedProviders.model_rebuild()
