from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class SendVerificationEmail(BaseModel):
    send_verification_email: Union[
        "SendVerificationEmailSendVerificationEmailOperationRefused",
        "SendVerificationEmailSendVerificationEmailVerificationEmailSent",
    ] = Field(discriminator="typename__")


class SendVerificationEmailSendVerificationEmailOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class SendVerificationEmailSendVerificationEmailVerificationEmailSent(BaseModel):
    typename__: Literal["VerificationEmailSent"] = Field(alias="__typename")
    email: str


SendVerificationEmail.model_rebuild()
