from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel


class AcknowledgeAlert(BaseModel):
    acknowledge_alert: Union[
        "AcknowledgeAlertAcknowledgeAlertAlertAcknowledged",
        "AcknowledgeAlertAcknowledgeAlertOperationRefused",
    ] = Field(discriminator="typename__")


class AcknowledgeAlertAcknowledgeAlertAlertAcknowledged(BaseModel):
    typename__: Literal["AlertAcknowledged"] = Field(alias="__typename")
    alert: "AcknowledgeAlertAcknowledgeAlertAlertAcknowledgedAlert"


class AcknowledgeAlertAcknowledgeAlertAlertAcknowledgedAlert(BaseModel):
    id: str
    acknowledged_at: Optional[datetime]
    acknowledged_by: Optional[str]
    note: Optional[str]


class AcknowledgeAlertAcknowledgeAlertOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


AcknowledgeAlert.model_rebuild()
AcknowledgeAlertAcknowledgeAlertAlertAcknowledged.model_rebuild()
