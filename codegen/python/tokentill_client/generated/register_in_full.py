from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import Role


class RegisterInFull(BaseModel):
    register_: Union[
        "RegisterInFullRegisterOperationRefused",
        "RegisterInFullRegisterSession",
        "RegisterInFullRegisterSessionInCookies",
    ] = Field(alias="register", discriminator="typename__")


class RegisterInFullRegisterOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class RegisterInFullRegisterSession(BaseModel):
    typename__: Literal["Session"] = Field(alias="__typename")
    access_token: str
    refresh_token: str
    expires_at: datetime
    user: "RegisterInFullRegisterSessionUser"


class RegisterInFullRegisterSessionUser(BaseModel):
    id: str
    email: Optional[str]
    name: str
    role: Role


class RegisterInFullRegisterSessionInCookies(BaseModel):
    typename__: Literal["SessionInCookies"] = Field(alias="__typename")
    expires_at: datetime
    user: "RegisterInFullRegisterSessionInCookiesUser"


class RegisterInFullRegisterSessionInCookiesUser(BaseModel):
    id: str
    email: Optional[str]
    name: str
    role: Role


RegisterInFull.model_rebuild()
RegisterInFullRegisterSession.model_rebuild()
RegisterInFullRegisterSessionInCookies.model_rebuild()
