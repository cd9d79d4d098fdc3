from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class RequestPasswordReset(BaseModel):
    request_password_reset: Union[
        "RequestPasswordResetRequestPasswordResetOperationRefused",
        "RequestPasswordResetRequestPasswordResetPasswordResetRequested",
    ] = Field(discriminator="typename__")


class RequestPasswordResetRequestPasswordResetOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class RequestPasswordResetRequestPasswordResetPasswordResetRequested(BaseModel):
    typename__: Literal["PasswordResetRequested"] = Field(alias="__typename")


RequestPasswordReset.model_rebuild()
