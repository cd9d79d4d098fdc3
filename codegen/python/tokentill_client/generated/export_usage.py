from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import UsageExportFormat, UsageExportState


class ExportUsage(BaseModel):
    export_usage: Union[
        "ExportUsageExportUsageOperationRefused",
        "ExportUsageExportUsageUsageExportOffered",
    ] = Field(discriminator="typename__")


class ExportUsageExportUsageOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str


class ExportUsageExportUsageUsageExportOffered(BaseModel):
    typename__: Literal["UsageExportOffered"] = Field(alias="__typename")
    usage_export: "ExportUsageExportUsageUsageExportOfferedUsageExport"


class ExportUsageExportUsageUsageExportOfferedUsageExport(BaseModel):
    id: str
    format: UsageExportFormat
    state: UsageExportState
    rows: int
    progress: float
    until: datetime
    url: Optional[str]
    expires_at: datetime


ExportUsage.model_rebuild()
ExportUsageExportUsageUsageExportOffered.model_rebuild()
