from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import WebhookDisabledReason


class WebhookEndpoints(BaseModel):
    webhook_endpoints: list["WebhookEndpointsWebhookEndpoints"]


class WebhookEndpointsWebhookEndpoints(BaseModel):
    id: str
    url: str
    description: str
    event_types: list[str]
    enabled: bool
    disabled_reason: Optional[WebhookDisabledReason]
    disabled_at: Optional[datetime]
    failing_since: Optional[datetime]
    created_at: datetime
    rotated_at: Optional[datetime]


WebhookEndpoints.model_rebuild()
