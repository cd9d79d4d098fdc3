from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import Role


class Login(BaseModel):
    login: Union[
        "LoginLoginOperationRefused", "LoginLoginSession", "LoginLoginSessionInCookies"
    ] = Field(discriminator="typename__")


class LoginLoginOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str


class LoginLoginSession(BaseModel):
    typename__: Literal["Session"] = Field(alias="__typename")
    access_token: str
    refresh_token: str
    expires_at: datetime
    user: "LoginLoginSessionUser"


class LoginLoginSessionUser(BaseModel):
    id: str
    email: Optional[str]
    role: Role


class LoginLoginSessionInCookies(BaseModel):
    typename__: Literal["SessionInCookies"] = Field(alias="__typename")


Login.model_rebuild()
LoginLoginSession.model_rebuild()
