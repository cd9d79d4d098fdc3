from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import Role


class Register(BaseModel):
    register_: Union[
        "RegisterRegisterOperationRefused",
        "RegisterRegisterSession",
        "RegisterRegisterSessionInCookies",
    ] = Field(alias="register", discriminator="typename__")


class RegisterRegisterOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str


class RegisterRegisterSession(BaseModel):
    typename__: Literal["Session"] = Field(alias="__typename")
    access_token: str
    refresh_token: str
    expires_at: datetime
    user: "RegisterRegisterSessionUser"


class RegisterRegisterSessionUser(BaseModel):
    id: str
    email: Optional[str]
    role: Role


class RegisterRegisterSessionInCookies(BaseModel):
    typename__: Literal["SessionInCookies"] = Field(alias="__typename")


Register.model_rebuild()
RegisterRegisterSession.model_rebuild()
