from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class LogoutEverywhere(BaseModel):
    logout_everywhere: Union[
        "LogoutEverywhereLogoutEverywhereLoggedOutEverywhere",
        "LogoutEverywhereLogoutEverywhereOperationRefused",
    ] = Field(discriminator="typename__")


class LogoutEverywhereLogoutEverywhereLoggedOutEverywhere(BaseModel):
    typename__: Literal["LoggedOutEverywhere"] = Field(alias="__typename")
    sessions_ended: int


class LogoutEverywhereLogoutEverywhereOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str


LogoutEverywhere.model_rebuild()
