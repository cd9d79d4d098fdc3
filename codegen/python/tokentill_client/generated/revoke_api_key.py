from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel


class RevokeApiKey(BaseModel):
    revoke_api_key: Union[
        "RevokeApiKeyRevokeApiKeyApiKeyRevoked",
        "RevokeApiKeyRevokeApiKeyOperationRefused",
    ] = Field(discriminator="typename__")


class RevokeApiKeyRevokeApiKeyApiKeyRevoked(BaseModel):
    typename__: Literal["ApiKeyRevoked"] = Field(alias="__typename")
    api_key: "RevokeApiKeyRevokeApiKeyApiKeyRevokedApiKey"


class RevokeApiKeyRevokeApiKeyApiKeyRevokedApiKey(BaseModel):
    id: str
    revoked_at: Optional[datetime]


class RevokeApiKeyRevokeApiKeyOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


RevokeApiKey.model_rebuild()
RevokeApiKeyRevokeApiKeyApiKeyRevoked.model_rebuild()
