from datetime import datetime

from .base_model import BaseModel


class ExportMyData(BaseModel):
    export_my_data: "ExportMyDataExportMyData"


class ExportMyDataExportMyData(BaseModel):
    url: str
    expires_at: datetime


ExportMyData.model_rebuild()
