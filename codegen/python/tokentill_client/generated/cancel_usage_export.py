from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import UsageExportState


class CancelUsageExport(BaseModel):
    cancel_usage_export: Union[
        "CancelUsageExportCancelUsageExportOperationRefused",
        "CancelUsageExportCancelUsageExportUsageExportCancelled",
    ] = Field(discriminator="typename__")


class CancelUsageExportCancelUsageExportOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str


class CancelUsageExportCancelUsageExportUsageExportCancelled(BaseModel):
    typename__: Literal["UsageExportCancelled"] = Field(alias="__typename")
    usage_export: "CancelUsageExportCancelUsageExportUsageExportCancelledUsageExport"


class CancelUsageExportCancelUsageExportUsageExportCancelledUsageExport(BaseModel):
    id: str
    state: UsageExportState
    rows: int


CancelUsageExport.model_rebuild()
CancelUsageExportCancelUsageExportUsageExportCancelled.model_rebuild()
