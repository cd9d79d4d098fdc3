from datetime import datetime
from typing import Optional

from .base_model import BaseModel
from .enums import InvoiceKind


class AllInvoices(BaseModel):
    all_invoices: "AllInvoicesAllInvoices"


class AllInvoicesAllInvoices(BaseModel):
    edges: list["AllInvoicesAllInvoicesEdges"]
    page_info: "AllInvoicesAllInvoicesPageInfo"


class AllInvoicesAllInvoicesEdges(BaseModel):
    node: "AllInvoicesAllInvoicesEdgesNode"


class AllInvoicesAllInvoicesEdgesNode(BaseModel):
    id: str
    user_id: str
    kind: InvoiceKind
    plan_id: str
    tokens: int
    paid_at: datetime
    amount: "AllInvoicesAllInvoicesEdgesNodeAmount"
    refunded: "AllInvoicesAllInvoicesEdgesNodeRefunded"


class AllInvoicesAllInvoicesEdgesNodeAmount(BaseModel):
    formatted: str


class AllInvoicesAllInvoicesEdgesNodeRefunded(BaseModel):
    formatted: str


class AllInvoicesAllInvoicesPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


AllInvoices.model_rebuild()
AllInvoicesAllInvoices.model_rebuild()
AllInvoicesAllInvoicesEdges.model_rebuild()
AllInvoicesAllInvoicesEdgesNode.model_rebuild()
