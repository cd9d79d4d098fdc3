from datetime import datetime
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class RenewSession(BaseModel):
    refresh_session: Union[
        "RenewSessionRefreshSessionOperationRefused",
        "RenewSessionRefreshSessionSession",
        "RenewSessionRefreshSessionSessionInCookies",
    ] = Field(discriminator="typename__")


class RenewSessionRefreshSessionOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class RenewSessionRefreshSessionSession(BaseModel):
    typename__: Literal["Session"] = Field(alias="__typename")
    access_token: str
    refresh_token: str
    expires_at: datetime


class RenewSessionRefreshSessionSessionInCookies(BaseModel):
    typename__: Literal["SessionInCookies"] = Field(alias="__typename")
    expires_at: datetime


RenewSession.model_rebuild()
