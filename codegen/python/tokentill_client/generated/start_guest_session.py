from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import Role


class StartGuestSession(BaseModel):
    start_guest_session: Union[
        "StartGuestSessionStartGuestSessionOperationRefused",
        "StartGuestSessionStartGuestSessionSession",
        "StartGuestSessionStartGuestSessionSessionInCookies",
    ] = Field(discriminator="typename__")


class StartGuestSessionStartGuestSessionOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class StartGuestSessionStartGuestSessionSession(BaseModel):
    typename__: Literal["Session"] = Field(alias="__typename")
    access_token: str
    refresh_token: str
    expires_at: datetime
    user: "StartGuestSessionStartGuestSessionSessionUser"


class StartGuestSessionStartGuestSessionSessionUser(BaseModel):
    id: str
    email: Optional[str]
    name: str
    role: Role


class StartGuestSessionStartGuestSessionSessionInCookies(BaseModel):
    typename__: Literal["SessionInCookies"] = Field(alias="__typename")


StartGuestSession.model_rebuild()
StartGuestSessionStartGuestSessionSession.model_rebuild()
