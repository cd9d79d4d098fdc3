from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import AlertKind


class Alerts(BaseModel):
    alerts: "AlertsAlerts"


class AlertsAlerts(BaseModel):
    edges: list["AlertsAlertsEdges"]
    page_info: "AlertsAlertsPageInfo"


class AlertsAlertsEdges(BaseModel):
    node: "AlertsAlertsEdgesNode"


class AlertsAlertsEdgesNode(BaseModel):
    id: str
    kind: AlertKind
    subject: str
    detail: str
    opened_at: datetime
    seen_at: datetime
    closed_at: Optional[datetime]
    acknowledged_at: Optional[datetime]
    acknowledged_by: Optional[str]
    note: Optional[str]


class AlertsAlertsPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


Alerts.model_rebuild()
AlertsAlerts.model_rebuild()
AlertsAlertsEdges.model_rebuild()
