from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class VerifyEmail(BaseModel):
    verify_email: Union[
        "VerifyEmailVerifyEmailEmailVerified", "VerifyEmailVerifyEmailOperationRefused"
    ] = Field(discriminator="typename__")


class VerifyEmailVerifyEmailEmailVerified(BaseModel):
    typename__: Literal["EmailVerified"] = Field(alias="__typename")
    email: str


class VerifyEmailVerifyEmailOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


VerifyEmail.model_rebuild()
