from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import WebhookDeliveryState


class ReplayWebhookDelivery(BaseModel):
    replay_webhook_delivery: Union[
        "ReplayWebhookDeliveryReplayWebhookDeliveryOperationRefused",
        "ReplayWebhookDeliveryReplayWebhookDeliveryWebhookDeliveryQueued",
    ] = Field(discriminator="typename__")


class ReplayWebhookDeliveryReplayWebhookDeliveryOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class ReplayWebhookDeliveryReplayWebhookDeliveryWebhookDeliveryQueued(BaseModel):
    typename__: Literal["WebhookDeliveryQueued"] = Field(alias="__typename")
    delivery: "ReplayWebhookDeliveryReplayWebhookDeliveryWebhookDeliveryQueuedDelivery"


class ReplayWebhookDeliveryReplayWebhookDeliveryWebhookDeliveryQueuedDelivery(
    BaseModel
):
    id: str
    event_id: str
    event_type: str
    state: WebhookDeliveryState
    next_try_at: Optional[datetime]


ReplayWebhookDelivery.model_rebuild()
ReplayWebhookDeliveryReplayWebhookDeliveryWebhookDeliveryQueued.model_rebuild()
