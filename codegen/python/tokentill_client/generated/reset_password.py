from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class ResetPassword(BaseModel):
    reset_password: Union[
        "ResetPasswordResetPasswordOperationRefused",
        "ResetPasswordResetPasswordPasswordReset",
    ] = Field(discriminator="typename__")


class ResetPasswordResetPasswordOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class ResetPasswordResetPasswordPasswordReset(BaseModel):
    typename__: Literal["PasswordReset"] = Field(alias="__typename")


ResetPassword.model_rebuild()
