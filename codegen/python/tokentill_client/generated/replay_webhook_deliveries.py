from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel


class ReplayWebhookDeliveries(BaseModel):
    replay_webhook_deliveries: Union[
        "ReplayWebhookDeliveriesReplayWebhookDeliveriesOperationRefused",
        "ReplayWebhookDeliveriesReplayWebhookDeliveriesWebhookDeliveriesQueued",
    ] = Field(discriminator="typename__")


class ReplayWebhookDeliveriesReplayWebhookDeliveriesOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class ReplayWebhookDeliveriesReplayWebhookDeliveriesWebhookDeliveriesQueued(BaseModel):
    typename__: Literal["WebhookDeliveriesQueued"] = Field(alias="__typename")
    deliveries: int
    more: bool


ReplayWebhookDeliveries.model_rebuild()
