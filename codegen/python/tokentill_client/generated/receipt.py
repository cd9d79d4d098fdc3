from datetime import datetime

from .base_model import BaseModel


class Receipt(BaseModel):
    receipt: "ReceiptReceipt"


class ReceiptReceipt(BaseModel):
    number: str
    url: str
    expires_at: datetime


Receipt.model_rebuild()
