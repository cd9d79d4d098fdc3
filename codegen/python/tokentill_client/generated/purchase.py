from datetime import datetime
from typing import Literal, Optional, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import PaymentStatus


class Purchase(BaseModel):
    purchase: Union[
        "PurchasePurchaseOperationRefused",
        "PurchasePurchasePaymentMethodUnavailable",
        "PurchasePurchasePaymentRefused",
        "PurchasePurchasePromoCodeRefused",
        "PurchasePurchasePurchaseStarted",
    ] = Field(discriminator="typename__")


class PurchasePurchaseOperationRefused(BaseModel):
    typename__: Literal["OperationRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class PurchasePurchasePaymentMethodUnavailable(BaseModel):
    typename__: Literal["PaymentMethodUnavailable"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class PurchasePurchasePaymentRefused(BaseModel):
    typename__: Literal["PaymentRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class PurchasePurchasePromoCodeRefused(BaseModel):
    typename__: Literal["PromoCodeRefused"] = Field(alias="__typename")
    code: str
    message: str
    retryable: bool


class PurchasePurchasePurchaseStarted(BaseModel):
    typename__: Literal["PurchaseStarted"] = Field(alias="__typename")
    payment: "PurchasePurchasePurchaseStartedPayment"
    client_secret: str
    publishable_key: str
    expires_at: datetime


class PurchasePurchasePurchaseStartedPayment(BaseModel):
    id: str
    status: PaymentStatus
    tokens: int
    amount: "PurchasePurchasePurchaseStartedPaymentAmount"
    gateway_reference: Optional[str]


class PurchasePurchasePurchaseStartedPaymentAmount(BaseModel):
    amount: int
    currency: str
    formatted: str


Purchase.model_rebuild()
PurchasePurchasePurchaseStarted.model_rebuild()
PurchasePurchasePurchaseStartedPayment.model_rebuild()
