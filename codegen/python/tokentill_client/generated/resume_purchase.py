from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import PaymentStatus


class ResumePurchase(BaseModel):
    resume_purchase: Union[
        "ResumePurchaseResumePurchaseOperationRefused",
        "ResumePurchaseResumePurchasePaymentRefused",
        "ResumePurchaseResumePurchasePurchaseStarted",
    ] = Field(discriminator="typename__")


class ResumePurchaseResumePurchaseOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class ResumePurchaseResumePurchasePaymentRefused(BaseModel):
    typename__: Literal["PaymentRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class ResumePurchaseResumePurchasePurchaseStarted(BaseModel):
    typename__: Literal["PurchaseStarted"] = Field(alias="__typename")
    payment: "ResumePurchaseResumePurchasePurchaseStartedPayment"
    client_secret: str
    publishable_key: str
    payment_page_url: Optional[str]
    expires_at: datetime


class ResumePurchaseResumePurchasePurchaseStartedPayment(BaseModel):
    id: str
    status: PaymentStatus
    resumable: bool
    tokens: int
    amount: "ResumePurchaseResumePurchasePurchaseStartedPaymentAmount"
    gateway_reference: Optional[str]


class ResumePurchaseResumePurchasePurchaseStartedPaymentAmount(BaseModel):
    amount: int
    currency: str
    formatted: str


ResumePurchase.model_rebuild()
ResumePurchaseResumePurchasePurchaseStarted.model_rebuild()
ResumePurchaseResumePurchasePurchaseStartedPayment.model_rebuild()
