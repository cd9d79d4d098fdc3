from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class ChangePassword(BaseModel):
    change_password: Union[
        "ChangePasswordChangePasswordOperationRefused",
        "ChangePasswordChangePasswordPasswordChanged",
    ] = Field(discriminator="typename__")


class ChangePasswordChangePasswordOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class ChangePasswordChangePasswordPasswordChanged(BaseModel):
    typename__: Literal["PasswordChanged"] = Field(alias="__typename")
    sessions_ended: int


ChangePassword.model_rebuild()
