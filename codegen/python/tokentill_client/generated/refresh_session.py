from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import Role


class RefreshSession(BaseModel):
    refresh_session: Union[
        "RefreshSessionRefreshSessionOperationRefused",
        "RefreshSessionRefreshSessionSession",
        "RefreshSessionRefreshSessionSessionInCookies",
    ] = Field(discriminator="typename__")


class RefreshSessionRefreshSessionOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str


class RefreshSessionRefreshSessionSession(BaseModel):
    typename__: Literal["Session"] = Field(alias="__typename")
    access_token: str
    refresh_token: str
    expires_at: datetime
    user: "RefreshSessionRefreshSessionSessionUser"


class RefreshSessionRefreshSessionSessionUser(BaseModel):
    id: str
    email: Optional[str]
    role: Role


class RefreshSessionRefreshSessionSessionInCookies(BaseModel):
    typename__: Literal["SessionInCookies"] = Field(alias="__typename")


RefreshSession.model_rebuild()
RefreshSessionRefreshSessionSession.model_rebuild()
