from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class DeleteWebhookEndpoint(BaseModel):
    delete_webhook_endpoint: Union[
        "DeleteWebhookEndpointDeleteWebhookEndpointOperationRefused",
        "DeleteWebhookEndpointDeleteWebhookEndpointWebhookEndpointDeleted",
    ] = Field(discriminator="typename__")


class DeleteWebhookEndpointDeleteWebhookEndpointOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class DeleteWebhookEndpointDeleteWebhookEndpointWebhookEndpointDeleted(BaseModel):
    typename__: Literal["WebhookEndpointDeleted"] = Field(alias="__typename")
    endpoint_id: str


DeleteWebhookEndpoint.model_rebuild()
