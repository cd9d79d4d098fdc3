from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import WebhookDeliveryState


class SendTestEvent(BaseModel):
    send_test_event: Union[
        "SendTestEventSendTestEventOperationRefused",
        "SendTestEventSendTestEventWebhookDeliveryQueued",
    ] = Field(discriminator="typename__")


class SendTestEventSendTestEventOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class SendTestEventSendTestEventWebhookDeliveryQueued(BaseModel):
    typename__: Literal["WebhookDeliveryQueued"] = Field(alias="__typename")
    delivery: "SendTestEventSendTestEventWebhookDeliveryQueuedDelivery"


class SendTestEventSendTestEventWebhookDeliveryQueuedDelivery(BaseModel):
    id: str
    event_id: str
    event_type: str
    state: WebhookDeliveryState
    next_try_at: Optional[datetime]


SendTestEvent.model_rebuild()
SendTestEventSendTestEventWebhookDeliveryQueued.model_rebuild()
