from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import UsageExportFormat, UsageExportState


class ExportAllUsage(BaseModel):
    export_all_usage: Union[
        "ExportAllUsageExportAllUsageOperationRefused",
        "ExportAllUsageExportAllUsageUsageExportOffered",
    ] = Field(discriminator="typename__")


class ExportAllUsageExportAllUsageOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str


class ExportAllUsageExportAllUsageUsageExportOffered(BaseModel):
    typename__: Literal["UsageExportOffered"] = Field(alias="__typename")
    usage_export: "ExportAllUsageExportAllUsageUsageExportOfferedUsageExport"


class ExportAllUsageExportAllUsageUsageExportOfferedUsageExport(BaseModel):
    id: str
    format: UsageExportFormat
    state: UsageExportState
    rows: int
    progress: float
    until: datetime
    url: Optional[str]
    expires_at: datetime


ExportAllUsage.model_rebuild()
ExportAllUsageExportAllUsageUsageExportOffered.model_rebuild()
