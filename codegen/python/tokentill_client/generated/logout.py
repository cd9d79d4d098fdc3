from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class Logout(BaseModel):
    logout: Union["LogoutLogoutLoggedOut", "LogoutLogoutOperationRefused"] = Field(
        discriminator="typename__"
    )


class LogoutLogoutLoggedOut(BaseModel):
    typename__: Literal["LoggedOut"] = Field(alias="__typename")


class LogoutLogoutOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str


Logout.model_rebuild()
