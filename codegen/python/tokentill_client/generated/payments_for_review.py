from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import PaymentStatus, ReviewDecision, ReviewKind


class PaymentsForReview(BaseModel):
    payments_for_review: "PaymentsForReviewPaymentsForReview"


class PaymentsForReviewPaymentsForReview(BaseModel):
    edges: list["PaymentsForReviewPaymentsForReviewEdges"]
    page_info: "PaymentsForReviewPaymentsForReviewPageInfo"


class PaymentsForReviewPaymentsForReviewEdges(BaseModel):
    node: "PaymentsForReviewPaymentsForReviewEdgesNode"


class PaymentsForReviewPaymentsForReviewEdgesNode(BaseModel):
    id: str
    kind: ReviewKind
    user_id: Optional[str]
    flags: list["PaymentsForReviewPaymentsForReviewEdgesNodeFlags"]
    decisions: list[ReviewDecision]
    payment: Optional["PaymentsForReviewPaymentsForReviewEdgesNodePayment"]
    event: Optional["PaymentsForReviewPaymentsForReviewEdgesNodeEvent"]


class PaymentsForReviewPaymentsForReviewEdgesNodeFlags(BaseModel):
    reason: str
    detail: str
    at: datetime


class PaymentsForReviewPaymentsForReviewEdgesNodePayment(BaseModel):
    status: PaymentStatus
    tokens: int
    gateway_reference: Optional[str]


class PaymentsForReviewPaymentsForReviewEdgesNodeEvent(BaseModel):
    type_: str = Field(alias="type")
    object_id: Optional[str]


class PaymentsForReviewPaymentsForReviewPageInfo(BaseModel):
    has_next_page: bool
    end_cursor: Optional[str]


PaymentsForReview.model_rebuild()
PaymentsForReviewPaymentsForReview.model_rebuild()
PaymentsForReviewPaymentsForReviewEdges.model_rebuild()
PaymentsForReviewPaymentsForReviewEdgesNode.model_rebuild()
