from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import PaymentStatus


class ResolveReview(BaseModel):
    resolve_review: Union[
        "ResolveReviewResolveReviewOperationRefused",
        "ResolveReviewResolveReviewReviewResolved",
    ] = Field(discriminator="typename__")


class ResolveReviewResolveReviewOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class ResolveReviewResolveReviewReviewResolved(BaseModel):
    typename__: Literal["ReviewResolved"] = Field(alias="__typename")
    review: "ResolveReviewResolveReviewReviewResolvedReview"


class ResolveReviewResolveReviewReviewResolvedReview(BaseModel):
    id: str
    flags: list["ResolveReviewResolveReviewReviewResolvedReviewFlags"]
    payment: Optional["ResolveReviewResolveReviewReviewResolvedReviewPayment"]


class ResolveReviewResolveReviewReviewResolvedReviewFlags(BaseModel):
    reason: str
    detail: str


class ResolveReviewResolveReviewReviewResolvedReviewPayment(BaseModel):
    status: PaymentStatus
    credited_at: Optional[datetime]


ResolveReview.model_rebuild()
ResolveReviewResolveReviewReviewResolved.model_rebuild()
ResolveReviewResolveReviewReviewResolvedReview.model_rebuild()
