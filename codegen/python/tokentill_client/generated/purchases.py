from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import PaymentMethod, PaymentStatus


class Purchases(BaseModel):
    purchases: "PurchasesPurchases"


class PurchasesPurchases(BaseModel):
    edges: list["PurchasesPurchasesEdges"]
    page_info: "PurchasesPurchasesPageInfo"


class PurchasesPurchasesEdges(BaseModel):
    node: "PurchasesPurchasesEdgesNode"


class PurchasesPurchasesEdgesNode(BaseModel):
    id: str
    status: PaymentStatus
    method: PaymentMethod
    package_id: str
    tokens: int
    amount: "PurchasesPurchasesEdgesNodeAmount"
    failure_reason: Optional[str]
    created_at: datetime


class PurchasesPurchasesEdgesNodeAmount(BaseModel):
    amount: int
    currency: str


class PurchasesPurchasesPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


Purchases.model_rebuild()
PurchasesPurchases.model_rebuild()
PurchasesPurchasesEdges.model_rebuild()
PurchasesPurchasesEdgesNode.model_rebuild()
