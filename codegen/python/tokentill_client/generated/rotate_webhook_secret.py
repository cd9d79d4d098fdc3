from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel


class RotateWebhookSecret(BaseModel):
    rotate_webhook_secret: Union[
        "RotateWebhookSecretRotateWebhookSecretOperationRefused",
        "RotateWebhookSecretRotateWebhookSecretWebhookSecretShown",
    ] = Field(discriminator="typename__")


class RotateWebhookSecretRotateWebhookSecretOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class RotateWebhookSecretRotateWebhookSecretWebhookSecretShown(BaseModel):
    typename__: Literal["WebhookSecretShown"] = Field(alias="__typename")
    secret: str
    endpoint: "RotateWebhookSecretRotateWebhookSecretWebhookSecretShownEndpoint"


class RotateWebhookSecretRotateWebhookSecretWebhookSecretShownEndpoint(BaseModel):
    id: str
    url: str
    rotated_at: Optional[datetime]


RotateWebhookSecret.model_rebuild()
RotateWebhookSecretRotateWebhookSecretWebhookSecretShown.model_rebuild()
