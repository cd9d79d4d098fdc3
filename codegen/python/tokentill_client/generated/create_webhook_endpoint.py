from datetime import datetime
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class CreateWebhookEndpoint(BaseModel):
    create_webhook_endpoint: Union[
        "CreateWebhookEndpointCreateWebhookEndpointOperationRefused",
        "CreateWebhookEndpointCreateWebhookEndpointWebhookSecretShown",
    ] = Field(discriminator="typename__")


class CreateWebhookEndpointCreateWebhookEndpointOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class CreateWebhookEndpointCreateWebhookEndpointWebhookSecretShown(BaseModel):
    typename__: Literal["WebhookSecretShown"] = Field(alias="__typename")
    secret: str
    endpoint: "CreateWebhookEndpointCreateWebhookEndpointWebhookSecretShownEndpoint"


class CreateWebhookEndpointCreateWebhookEndpointWebhookSecretShownEndpoint(BaseModel):
    id: str
    url: str
    event_types: list[str]
    enabled: bool
    created_at: datetime


CreateWebhookEndpoint.model_rebuild()
CreateWebhookEndpointCreateWebhookEndpointWebhookSecretShown.model_rebuild()
