from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import PaymentStatus


class PurchaseByPage(BaseModel):
    purchase: Union[
        "PurchaseByPagePurchaseOperationRefused",
        "PurchaseByPagePurchasePaymentMethodUnavailable",
        "PurchaseByPagePurchasePaymentRefused",
        "PurchaseByPagePurchasePromoCodeRefused",
        "PurchaseByPagePurchasePurchaseStarted",
    ] = Field(discriminator="typename__")


class PurchaseByPagePurchaseOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class PurchaseByPagePurchasePaymentMethodUnavailable(BaseModel):
    typename__: Literal["PaymentMethodUnavailable"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class PurchaseByPagePurchasePaymentRefused(BaseModel):
    typename__: Literal["PaymentRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class PurchaseByPagePurchasePromoCodeRefused(BaseModel):
    typename__: Literal["PromoCodeRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class PurchaseByPagePurchasePurchaseStarted(BaseModel):
    typename__: Literal["PurchaseStarted"] = Field(alias="__typename")
    payment: "PurchaseByPagePurchasePurchaseStartedPayment"
    payment_page_url: Optional[str]
    expires_at: datetime


class PurchaseByPagePurchasePurchaseStartedPayment(BaseModel):
    id: str
    status: PaymentStatus
    tokens: int
    amount: "PurchaseByPagePurchasePurchaseStartedPaymentAmount"


class PurchaseByPagePurchasePurchaseStartedPaymentAmount(BaseModel):
    formatted: str


PurchaseByPage.model_rebuild()
PurchaseByPagePurchasePurchaseStarted.model_rebuild()
PurchaseByPagePurchasePurchaseStartedPayment.model_rebuild()
