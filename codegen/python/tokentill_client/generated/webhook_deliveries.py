from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import WebhookDeliveryState


class WebhookDeliveries(BaseModel):
    webhook_deliveries: "WebhookDeliveriesWebhookDeliveries"


class WebhookDeliveriesWebhookDeliveries(BaseModel):
    edges: list["WebhookDeliveriesWebhookDeliveriesEdges"]
    page_info: "WebhookDeliveriesWebhookDeliveriesPageInfo"


class WebhookDeliveriesWebhookDeliveriesEdges(BaseModel):
    node: "WebhookDeliveriesWebhookDeliveriesEdgesNode"


class WebhookDeliveriesWebhookDeliveriesEdgesNode(BaseModel):
    id: str
    endpoint_id: str
    event_id: str
    event_type: str
    state: WebhookDeliveryState
    tries: int
    next_try_at: Optional[datetime]
    created_at: datetime
    delivered_at: Optional[datetime]
    last_attempt: Optional["WebhookDeliveriesWebhookDeliveriesEdgesNodeLastAttempt"]


class WebhookDeliveriesWebhookDeliveriesEdgesNodeLastAttempt(BaseModel):
    at: datetime
    milliseconds: int
    status: Optional[int]
    failure: Optional[str]
    answer: str


class WebhookDeliveriesWebhookDeliveriesPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


WebhookDeliveries.model_rebuild()
WebhookDeliveriesWebhookDeliveries.model_rebuild()
WebhookDeliveriesWebhookDeliveriesEdges.model_rebuild()
WebhookDeliveriesWebhookDeliveriesEdgesNode.model_rebuild()
