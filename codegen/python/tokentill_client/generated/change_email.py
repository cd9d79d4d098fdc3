from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class ChangeEmail(BaseModel):
    change_email: Union[
        "ChangeEmailChangeEmailEmailChangeStarted",
        "ChangeEmailChangeEmailOperationRefused",
    ] = Field(discriminator="typename__")


class ChangeEmailChangeEmailEmailChangeStarted(BaseModel):
    typename__: Literal["EmailChangeStarted"] = Field(alias="__typename")
    new_email: str


class ChangeEmailChangeEmailOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


ChangeEmail.model_rebuild()
