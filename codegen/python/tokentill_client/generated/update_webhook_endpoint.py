from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import WebhookDisabledReason


class UpdateWebhookEndpoint(BaseModel):
    update_webhook_endpoint: Union[
        "UpdateWebhookEndpointUpdateWebhookEndpointOperationRefused",
        "UpdateWebhookEndpointUpdateWebhookEndpointWebhookEndpointUpdated",
    ] = Field(discriminator="typename__")


class UpdateWebhookEndpointUpdateWebhookEndpointOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class UpdateWebhookEndpointUpdateWebhookEndpointWebhookEndpointUpdated(BaseModel):
    typename__: Literal["WebhookEndpointUpdated"] = Field(alias="__typename")
    endpoint: "UpdateWebhookEndpointUpdateWebhookEndpointWebhookEndpointUpdatedEndpoint"


class UpdateWebhookEndpointUpdateWebhookEndpointWebhookEndpointUpdatedEndpoint(
    BaseModel
):
    id: str
    url: str
    description: str
    event_types: list[str]
    enabled: bool
    disabled_reason: Optional[WebhookDisabledReason]
    disabled_at: Optional[datetime]
    failing_since: Optional[datetime]


UpdateWebhookEndpoint.model_rebuild()
UpdateWebhookEndpointUpdateWebhookEndpointWebhookEndpointUpdated.model_rebuild()
