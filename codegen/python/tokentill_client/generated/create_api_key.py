from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ApiScope


class CreateApiKey(BaseModel):
    create_api_key: Union[
        "CreateApiKeyCreateApiKeyApiKeyCreated",
        "CreateApiKeyCreateApiKeyOperationRefused",
    ] = Field(discriminator="typename__")


class CreateApiKeyCreateApiKeyApiKeyCreated(BaseModel):
    typename__: Literal["ApiKeyCreated"] = Field(alias="__typename")
    token: Optional[str]
    api_key: "CreateApiKeyCreateApiKeyApiKeyCreatedApiKey"


class CreateApiKeyCreateApiKeyApiKeyCreatedApiKey(BaseModel):
    id: str
    name: str
    prefix: str
    scopes: list[ApiScope]
    expires_at: Optional[datetime]


class CreateApiKeyCreateApiKeyOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


CreateApiKey.model_rebuild()
CreateApiKeyCreateApiKeyApiKeyCreated.model_rebuild()
