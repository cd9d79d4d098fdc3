from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import UsageExportFormat, UsageExportState


class UsageExport(BaseModel):
    usage_export: Optional["UsageExportUsageExport"]


class UsageExportUsageExport(BaseModel):
    id: str
    format: UsageExportFormat
    state: UsageExportState
    rows: int
    progress: float
    until: datetime
    asked_at: datetime
    ended_at: Optional[datetime]
    url: Optional[str]
    expires_at: datetime


UsageExport.model_rebuild()
