from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import PaymentMethod, PaymentStatus


class AllPayments(BaseModel):
    all_payments: "AllPaymentsAllPayments"


class AllPaymentsAllPayments(BaseModel):
    edges: list["AllPaymentsAllPaymentsEdges"]
    page_info: "AllPaymentsAllPaymentsPageInfo"


class AllPaymentsAllPaymentsEdges(BaseModel):
    node: "AllPaymentsAllPaymentsEdgesNode"


class AllPaymentsAllPaymentsEdgesNode(BaseModel):
    user_id: str
    flagged: bool
    payment: "AllPaymentsAllPaymentsEdgesNodePayment"


class AllPaymentsAllPaymentsEdgesNodePayment(BaseModel):
    id: str
    status: PaymentStatus
    tokens: int
    method: PaymentMethod
    created_at: datetime
    total: "AllPaymentsAllPaymentsEdgesNodePaymentTotal"
    refunded: "AllPaymentsAllPaymentsEdgesNodePaymentRefunded"


class AllPaymentsAllPaymentsEdgesNodePaymentTotal(BaseModel):
    formatted: str


class AllPaymentsAllPaymentsEdgesNodePaymentRefunded(BaseModel):
    formatted: str


class AllPaymentsAllPaymentsPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


AllPayments.model_rebuild()
AllPaymentsAllPayments.model_rebuild()
AllPaymentsAllPaymentsEdges.model_rebuild()
AllPaymentsAllPaymentsEdgesNode.model_rebuild()
AllPaymentsAllPaymentsEdgesNodePayment.model_rebuild()
